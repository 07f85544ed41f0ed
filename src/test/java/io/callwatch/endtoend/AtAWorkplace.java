package io.callwatch.endtoend;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A workplace for each test; commands run in this process. */
abstract class AtAWorkplace {
    static final String NEVER = Workplace.NEVER;
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;
    Workplace at;

    @BeforeEach
    void openWorkplace() {
        at = new Workplace(folder);
    }

    @AfterEach
    void closeWorkplace() {
        at.close();
    }
}

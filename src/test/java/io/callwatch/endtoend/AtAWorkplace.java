package io.callwatch.endtoend;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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

    /** The service keeps calls for 30 days, which do not go by the day on which this runs. */
    @BeforeEach
    void openWorkplace() {
        at = new Workplace(folder);
        at.tenant.clock(InstantSource.fixed(NOON));
    }

    @AfterEach
    void closeWorkplace() {
        at.close();
    }
}

package io.callwatch.endtoend;

import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

    /** Of the mails that have come. */
    List<String> subjects() throws Exception {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage mail : at.mails()) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }
}

package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyFilesTest {
    @TempDir
    Path folder;

    @Test
    void aClockThatWasAheadMakesNoFileOfMoreThanADay() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-30T12:00:00Z"));
        Path path = folder.resolve("alerts");
        try (AlertFile file = AlertFile.open(path, LineFormat.JSONL, Rotation.DAILY, now::get)) {
            file.append(List.of(Given.matched("a")));
            for (int day = 20; day < 23; day++) {
                now.set(Instant.parse("2026-11-" + day + "T12:00:00Z"));
                file.append(List.of(Given.matched("of day " + day)));
            }
        }
        assertThat(folder).isDirectoryContaining("glob:**/alerts.2026-11-20.1.gz").isDirectoryContaining("glob:**/alerts.2026-11-21.1.gz");
        assertThat(Files.readAllLines(path)).hasSize(1);
    }
}

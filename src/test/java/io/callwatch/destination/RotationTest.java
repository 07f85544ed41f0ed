package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.alert.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-20T23:00:00Z");

    @Test
    void aDayIsSetAsideWithTheFirstLineOfTheNext() throws Exception {
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            file.append(List.of(Given.matched("a")));
            now = now.plus(Duration.ofHours(2));
            file.append(List.of(Given.matched("a"), Given.matched("b")));
            file.append(List.of(Given.matched("c")));
        }
        assertThat(names()).containsExactly("alerts.2026-11-20.1.jsonl.gz", "alerts.jsonl");
        assertThat(unzipped("alerts.2026-11-20.1.jsonl.gz")).hasSize(1);
        assertThat(Files.readAllLines(path())).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("alerts.2026-11-20.1.jsonl.gz"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsStillEmptyIsOfTheDayOfItsFirstLine() throws Exception {
        try (AlertFile file = open(LineFormat.CSV, Rotation.DAILY)) {
            now = now.plus(Duration.ofHours(2));
            file.append(List.of(Given.matched("a")));
            file.append(List.of(Given.matched("b")));
        }
        assertThat(names()).containsExactly("alerts.jsonl");
    }

    @Test
    void aFileMayBeAsLargeAsItsLimit() throws Exception {
        int line = EventJson.of(Given.matched("a")).length() + 1;
        try (AlertFile file = open(LineFormat.JSONL, new Rotation(false, 2L * line))) {
            file.append(List.of(Given.matched("a")));
            file.append(List.of(Given.matched("b")));
            assertThat(names()).containsExactly("alerts.jsonl");
            file.append(List.of(Given.matched("c")));
        }
        assertThat(names()).containsExactly("alerts.2026-11-20.1.jsonl.gz", "alerts.jsonl");
    }

    @Test
    void whoMayReadTheFileMayReadWhatIsSetAside() throws Exception {
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            file.append(List.of(Given.matched("a")));
            Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r-----"));
            now = now.plus(Duration.ofHours(2));
            file.append(List.of(Given.matched("b")));
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("alerts.2026-11-20.1.jsonl.gz")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void aDayThatEndedWhileNothingRanIsSetAsideToo() throws Exception {
        open(LineFormat.JSONL, Rotation.DAILY).close();
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            file.append(List.of(Given.matched("a")));
        }
        Files.setLastModifiedTime(path(), FileTime.from(now));
        now = now.plus(Duration.ofDays(3));
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            assertThat(file.append(List.of(Given.matched("a")))).isZero();
            assertThat(file.append(List.of(Given.matched("b")))).isEqualTo(1);
        }
        assertThat(names()).containsExactly("alerts.2026-11-20.1.jsonl.gz", "alerts.jsonl");
    }

    @ParameterizedTest
    @EnumSource
    void eachIdIsThereOnceOverRotationAndRestart(LineFormat format) throws Exception {
        List<Event> events = IntStream.range(0, 100).mapToObj(i -> Given.matched("e" + i)).toList();
        for (int run = 0; run < 2; run++) {
            try (AlertFile file = open(format, new Rotation(false, 10_000))) {
                for (int i = 0; i < 100; i += 5) {
                    assertThat(file.append(events.subList(i, i + 5))).isEqualTo(run == 0 ? 5 : 0);
                }
            }
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(path()));
        for (String name : names()) {
            if (name.endsWith(".gz")) {
                assertThat(unzipped(name).stream().mapToInt(l -> l.length() + 1).sum()).isLessThanOrEqualTo(10_100);
                lines.addAll(unzipped(name));
            }
        }
        lines.removeIf(line -> line.startsWith("id,"));
        assertThat(lines).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void whatACrashInterruptedIsCompletedAtTheNextStart() throws Exception {
        Files.writeString(folder.resolve("alerts.2026-11-19.1.jsonl"), EventJson.of(Given.matched("a")) + "\n");
        Files.writeString(folder.resolve("alerts.2026-11-19.1.jsonl.gz.part"), "half");
        Files.writeString(folder.resolve("alerts.notes.jsonl"), "mine");
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
        }
        assertThat(names()).containsExactly("alerts.2026-11-19.1.jsonl.gz", "alerts.jsonl", "alerts.notes.jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".part", ""})
    void alsoWhereTheFilesOwnNameEndsAsWhatIsSetAsideDoes(String ending) throws Exception {
        Files.writeString(folder.resolve("alerts.2026-11-19.1" + ending), EventJson.of(Given.matched("a")) + "\n");
        try (AlertFile file = AlertFile.open(folder.resolve("alerts" + ending), LineFormat.JSONL, Rotation.DAILY, () -> now)) {
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
            now = now.plus(Duration.ofDays(1));
            assertThat(file.append(List.of(Given.matched("c")))).isEqualTo(1);
        }
        assertThat(names()).hasSize(3);
    }

    @Test
    void whatCouldNotBeCompressedIsCompressedWithTheNext() throws Exception {
        Path half = folder.resolve("alerts.2026-11-20.1.jsonl.gz.part");
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            file.append(List.of(Given.matched("a")));
            inTheWay(half);
            now = now.plus(Duration.ofHours(2));
            assertThatThrownBy(() -> file.append(List.of(Given.matched("b")))).isInstanceOf(AlertFileException.class);
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
            Files.delete(half.resolve("something"));
            now = now.plus(Duration.ofDays(1));
            assertThat(file.append(List.of(Given.matched("c")))).isEqualTo(1);
        }
        assertThat(names()).containsExactly("alerts.2026-11-20.1.jsonl.gz", "alerts.2026-11-21.1.jsonl.gz", "alerts.jsonl");
    }

    @Test
    void whatCannotBeCompressedKeepsNoStartFromWriting() throws Exception {
        Files.writeString(folder.resolve("alerts.2026-11-19.1.jsonl"), EventJson.of(Given.matched("a")) + "\n");
        inTheWay(folder.resolve("alerts.2026-11-19.1.jsonl.gz.part"));
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
        }
    }

    /** On a disk without room a half would take the last of it. */
    @Test
    void whatFailsInItsMiddleLeavesNoHalf() throws Exception {
        Files.createDirectory(folder.resolve("alerts.2026-11-19.1.jsonl")); // opens as a file does, and cannot be read
        assertThatThrownBy(() -> new Archive(path()).finish()).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("alerts.2026-11-19.1.jsonl");
    }

    /** So that nothing can be written there, as on a disk without room. */
    private static void inTheWay(Path file) throws IOException {
        Files.createFile(Files.createDirectory(file).resolve("something"));
    }

    @Test
    void aFileThatCannotBeSetAsideIsSaidToBeThatAndNothingIsLost() throws Exception {
        Path inTheWay = folder.resolve("alerts.2026-11-20.1.jsonl.gz.part/x");
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            file.append(List.of(Given.matched("a")));
            Files.createDirectories(inTheWay);
            now = now.plus(Duration.ofHours(2));
            assertThatThrownBy(() -> file.append(List.of(Given.matched("b")))).hasMessageContaining("cannot set " + path() + " aside");
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
        }
        Files.delete(inTheWay);
        try (AlertFile file = open(LineFormat.JSONL, Rotation.DAILY)) {
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isZero();
        }
        assertThat(names()).containsExactly("alerts.2026-11-20.1.jsonl.gz", "alerts.jsonl");
    }

    @Test
    void anArchiveThatCannotBeReadIsNamed() throws Exception {
        Files.writeString(folder.resolve("alerts.2026-11-19.1.jsonl.gz"), "no gzip");
        assertThatThrownBy(() -> open(LineFormat.JSONL, Rotation.DAILY))
                .isInstanceOf(AlertFileException.class).hasMessageContaining("alerts.2026-11-19.1.jsonl.gz, move it away");
    }

    /** A host that tries to start again and again would run out of descriptors, and some systems move no file that is open. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anArchiveThatCannotBeReadIsNotKeptOpen() throws Exception {
        Path archive = Files.writeString(folder.resolve("alerts.2026-11-19.1.jsonl.gz"), "no gzip");
        assertThatThrownBy(() -> open(LineFormat.JSONL, Rotation.DAILY)).isInstanceOf(AlertFileException.class);
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(descriptors.filter(descriptor -> leadsTo(archive, descriptor))).isEmpty();
        }
    }

    private static boolean leadsTo(Path file, Path descriptor) {
        try {
            return Files.isSameFile(file, descriptor);
        } catch (IOException e) { // closed meanwhile, or of no file
            return false;
        }
    }

    @Test
    void aClockThatIsSetBackSetsNothingAside() {
        assertThat(Rotation.DAILY.isDue(Rotation.dayOf(now).plusDays(1), 1, 1, Rotation.dayOf(now))).isFalse();
    }

    private AlertFile open(LineFormat format, Rotation rotation) throws AlertFileException {
        return AlertFile.open(path(), format, rotation, () -> now);
    }

    private Path path() {
        return folder.resolve("alerts.jsonl");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> unzipped(String name) throws IOException {
        try (var in = new Archive(folder.resolve(name.replaceFirst("\\.gz$", ""))).read(folder.resolve(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}

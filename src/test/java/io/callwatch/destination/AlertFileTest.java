package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.alert.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertFileTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void namesAPathWhoseFoldersAreNotThereYet() {
        path = folder.resolve("out/alerts");
    }

    @ParameterizedTest
    @EnumSource
    void eachIdIsWrittenOnceAlsoAfterARestart(LineFormat format) throws Exception {
        try (AlertFile file = open(format)) {
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b"), Given.matched("a")))).isEqualTo(2);
            assertThat(file.append(List.of(Given.matched("b")))).isZero();
        }
        try (AlertFile file = open(format)) {
            assertThat(file.append(List.of(Given.matched("b"), Given.matched("c"), Given.matched("=d,\"")))).isEqualTo(2);
        }
        try (AlertFile file = open(format)) {
            assertThat(file.append(List.of(Given.matched("=d,\"")))).isZero();
        }
        assertThat(Files.readString(path)).endsWith(format == LineFormat.CSV ? "\r\n" : "}\n");
        assertThat(Files.readAllLines(path)).hasSize(format == LineFormat.CSV ? 5 : 4);
    }

    @ParameterizedTest
    @EnumSource
    void aTornLastLineIsCutOffAtEveryByte(LineFormat format) throws Exception {
        writeOne(format);
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            writeOne(format);
            assertThat(Files.readAllBytes(path)).as("after a cut at byte %d", length).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofATornLineThatIsLongerThanTheNextNothingIsLeft(LineFormat format) throws Exception {
        writeOne(format);
        byte[] whole = Files.readAllBytes(path);
        Files.writeString(path, format.line(Given.matched("b".repeat(20_000))).substring(0, 19_000), StandardOpenOption.APPEND);
        open(format).close();
        assertThat(Files.readAllBytes(path)).isEqualTo(whole);
    }

    @Test
    void aWholeJsonLineThatLacksItsLineEndIsKept() throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, EventJson.of(Given.matched("a")));
        try (AlertFile file = open(LineFormat.JSONL)) {
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
        }
        assertThat(Files.readAllLines(path)).hasSize(2);
    }

    @Test
    void isForItsOwnerAlone() throws Exception {
        open(LineFormat.JSONL).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent()))).isEqualTo("rwx------");
    }

    @Test
    void refusesASecondWriterAFolderAndSomebodyElsesFile() throws Exception {
        try (AlertFile first = open(LineFormat.JSONL)) {
            assertThat(first.append(List.of())).isZero();
            assertThatThrownBy(() -> open(LineFormat.JSONL))
                    .isInstanceOf(AlertFileException.class).hasMessageContaining("another process or destination writes it");
        }
        assertThatThrownBy(() -> AlertFile.open(folder, LineFormat.JSONL, Rotation.NONE, Clock.systemUTC()))
                .isInstanceOf(AlertFileException.class).hasMessage("cannot write " + folder + ": it is no file");
        Path notes = Files.writeString(folder.resolve("notes.txt"), "dear diary\n");
        for (LineFormat format : LineFormat.values()) {
            assertThatThrownBy(() -> AlertFile.open(notes, format, Rotation.NONE, Clock.systemUTC()))
                    .isInstanceOf(AlertFileException.class).hasMessageContaining("does not begin as a " + format.word());
        }
        assertThat(notes).hasContent("dear diary\n");
    }

    @Test
    void aLookRefusesWhatIsNoFileOfOursAndTouchesNothing() throws Exception {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "dear diary\n");
        assertThatThrownBy(() -> AlertFile.look(notes, LineFormat.JSONL)).hasMessageContaining("does not begin as a jsonl file of alerts does");
        assertThatThrownBy(() -> AlertFile.look(folder, LineFormat.JSONL)).hasMessageContaining("it is no file");
        AlertFile.look(path, LineFormat.JSONL);
        assertThat(path.getParent()).doesNotExist();
    }

    @Test
    void aFileMovedAwayByAnotherIsBegunAnew() throws Exception {
        try (AlertFile file = open(LineFormat.JSONL)) {
            file.append(List.of(Given.matched("a")));
            Files.move(path.getParent(), folder.resolve("moved"));
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
        }
        assertThat(Files.readAllLines(path)).hasSize(1);
    }

    /** As by an operator who brings an older one back; or by a disk that kept the lines and said that it had not. */
    @ParameterizedTest
    @EnumSource
    void whatAFileHoldsThatIsPutThereMeanwhileIsNotWrittenAgain(LineFormat format) throws Exception {
        writeOne(format);
        Path older = Files.move(path, folder.resolve("older"));
        try (AlertFile file = open(format)) {
            Files.move(older, path, StandardCopyOption.REPLACE_EXISTING);
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
        }
        assertThat(Files.readString(path)).endsWith(format.line(Given.matched("b")) + (format == LineFormat.CSV ? "\r\n" : "\n"))
                .containsOnlyOnce(format.line(Given.matched("a")));
    }

    @ParameterizedTest
    @EnumSource
    void somebodyElsesFileThatIsPutThereMeanwhileIsRefusedHoweverOftenItIsTried(LineFormat format) throws Exception {
        try (AlertFile file = open(format)) {
            file.append(List.of(Given.matched("a")));
            Files.move(path, folder.resolve("moved"));
            Files.writeString(path, "dear diary\n");
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertThatThrownBy(() -> file.append(List.of(Given.matched("b"))))
                        .isInstanceOf(AlertFileException.class).hasMessageContaining("does not begin as a " + format.word());
            }
            assertThat(path).hasContent("dear diary\n");
            Files.delete(path);
            assertThat(file.append(List.of(Given.matched("b")))).isEqualTo(1);
        }
    }

    /** As {@code logrotate} with {@code copytruncate} does, and an editor's last words. */
    @ParameterizedTest
    @EnumSource
    void aFileEmptiedOrAddedToByAnotherMeanwhileGoesOnAtItsEnd(LineFormat format) throws Exception {
        try (AlertFile file = open(format)) {
            file.append(List.of(Given.matched("a")));
            Files.write(path, new byte[0]);
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
            Files.writeString(path, "{\"note\":1}\n", StandardOpenOption.APPEND);
            assertThat(file.append(List.of(Given.matched("c")))).isEqualTo(1);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        assertThat(format.header().isEmpty() || format.header().equals(lines.remove(0))).isTrue();
        assertThat(lines).containsExactly(format.line(Given.matched("b")), "{\"note\":1}", format.line(Given.matched("c")));
        open(format).close();
    }

    @Test
    void linesThatSomebodyAddedByHandAreLeftAlone() throws Exception {
        open(LineFormat.JSONL).close();
        Files.writeString(path, "{\"note\":{\"id\":\"a\"}}\n\n{\"x\":1,\"id\":\"b\"}\n", StandardOpenOption.APPEND);
        try (AlertFile file = open(LineFormat.JSONL)) {
            assertThat(file.append(List.of(Given.matched("a"), Given.matched("b")))).isEqualTo(1);
        }
    }

    @Test
    void takesFiveThousandEventsInOneBatch() throws Exception {
        List<Event> events = IntStream.range(0, 5_000).mapToObj(i -> Given.matched("e" + i)).toList();
        try (AlertFile file = open(LineFormat.JSONL)) {
            assertThat(file.append(events)).isEqualTo(5_000);
        }
        try (AlertFile file = open(LineFormat.JSONL)) {
            assertThat(file.append(events)).isZero();
        }
        assertThat(Files.readAllLines(path)).hasSize(5_000);
    }

    @Test
    void whyItCannotBeWrittenIsSaidWithItsPathOnce() {
        path = folder.resolve("a".repeat(300));
        assertThatThrownBy(() -> open(LineFormat.JSONL)).isInstanceOf(AlertFileException.class)
                .hasMessage("cannot open " + path + ": File name too long");
    }

    private void writeOne(LineFormat format) throws Exception {
        try (AlertFile file = open(format)) {
            file.append(List.of(Given.matched("a")));
        }
    }

    private AlertFile open(LineFormat format) throws AlertFileException {
        return AlertFile.open(path, format, Rotation.NONE, Clock.fixed(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC));
    }
}

package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert file to which, or to whose folder, links lead. */
class LinkedFileTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void namesAFileThatIsNotThereYet() {
        path = folder.resolve("out/alerts");
    }

    /** As everybody else who opens it by that name, and as it was checked. */
    @Test
    void aFileThatIsNamedByTheWayBackFromALinkIsBesideWhatThatLeadsTo() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(folder.resolve("releases/5")));
        path = folder.resolve("link/../alerts");
        write("a");
        assertThat(folder.resolve("releases/alerts")).isNotEmptyFile();
    }

    /** As one that leads to another disk, put there before the first start. */
    @Test
    void aLinkToAFileThatIsNotThereYetIsFollowed() throws Exception {
        Path there = linked();
        write("a");
        assertThat(there).isNotEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there))).isEqualTo("rw-------");
        Files.delete(there);
        Files.createSymbolicLink(there, path);
        assertThatThrownBy(() -> write("a")).as("in a circle").isInstanceOf(AlertFileException.class);
    }

    /** Else the next lines would go to the disk that has the link, and those before stay where nobody looks for them. */
    @Test
    void aFileThatIsALinkIsSetAsideBesideWhatThatLeadsToAndGoesOnThere() throws Exception {
        Path there = linked();
        write("a", "b");
        assertThat(there).content().containsOnlyOnce("\n").contains("\"b\"");
        assertThat(path).isSymbolicLink();
        write("a", "b", "c");
        assertThat(there).content().containsOnlyOnce("\n").contains("\"c\"");
        assertThat(names(path.getParent())).containsExactly("alerts");
        assertThat(names(there.getParent()))
                .containsExactly("link", "there.2026-11-20.1.jsonl.gz", "there.2026-11-20.2.jsonl.gz", "there.jsonl");
    }

    private Path linked() throws Exception {
        Path there = Files.createDirectories(folder.resolve("disk")).resolve("there.jsonl");
        Files.createSymbolicLink(folder.resolve("disk/link"), there);
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of("../disk/link"));
        return there;
    }

    /** As a run does, in a file of one line each. */
    private void write(String... ids) throws AlertFileException {
        try (AlertFile file = AlertFile.open(path, LineFormat.JSONL, new Rotation(false, 1),
                Clock.fixed(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC))) {
            for (String id : ids) {
                file.append(List.of(Given.matched(id)));
            }
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}

package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockOfOneProcessTest {
    @TempDir
    private Path folder;

    @Test
    void aLedgerThatThisProcessHoldsAlreadyIsRefusedAndStaysHeld() throws Exception {
        Path ledger = folder.resolve("callwatch.db");
        try (FileLockOfOneProcess lock = new FileLockOfOneProcess(ledger)) {
            assertThatThrownBy(() -> new FileLockOfOneProcess(ledger)).isInstanceOf(LedgerException.class)
                    .hasMessageContaining("is held by another part of this process: stop that one first");
            assertThat(takenByAnotherProcess(ledger)).isFalse();
        }
        assertThat(takenByAnotherProcess(ledger)).isTrue();
        new FileLockOfOneProcess(ledger).close();
    }

    @Test
    void whoGivesItBackTwiceTakesItFromNobody() throws Exception {
        Path ledger = folder.resolve("callwatch.db");
        FileLockOfOneProcess first = new FileLockOfOneProcess(ledger);
        first.close();
        try (FileLockOfOneProcess second = new FileLockOfOneProcess(ledger)) {
            first.close();
            assertThatThrownBy(() -> new FileLockOfOneProcess(ledger)).isInstanceOf(LedgerException.class)
                    .hasMessageContaining("is held by another part of this process");
        }
    }

    @Test
    void aLedgerIsHeldByWhicheverNameItIsReached() throws Exception {
        Path ledger = Files.createFile(folder.resolve("callwatch.db"));
        Path link = Files.createSymbolicLink(Files.createDirectory(folder.resolve("other")).resolve("link.db"), ledger);
        try (FileLockOfOneProcess lock = new FileLockOfOneProcess(ledger)) {
            assertThatThrownBy(() -> new FileLockOfOneProcess(link)).isInstanceOf(LedgerException.class).hasMessageContaining("is held by");
            assertThat(takenByAnotherProcess(link)).isFalse();
        }
        assertThat(takenByAnotherProcess(link)).isTrue();
    }

    @Test
    void aLedgerThatIsNewIsHeldAlsoWhereItsFolderIsALink() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (FileLockOfOneProcess lock = new FileLockOfOneProcess(link.resolve("callwatch.db"))) {
            Files.createFile(link.resolve("callwatch.db"));
            for (Path other : new Path[] {link, real}) {
                assertThatThrownBy(() -> new FileLockOfOneProcess(other.resolve("callwatch.db"))).isInstanceOf(LedgerException.class)
                        .hasMessageContaining("is held by another part of this process");
            }
        }
    }

    /** The operating system goes where the link leads, and back from there. */
    @Test
    void aLedgerIsHeldByItsOwnPlaceWhereItIsNamedByTheWayBackFromALink() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(folder.resolve("releases/5")));
        Path ledger = Files.createFile(folder.resolve("releases/callwatch.db"));
        try (FileLockOfOneProcess lock = new FileLockOfOneProcess(folder.resolve("link/../callwatch.db"))) {
            assertThat(takenByAnotherProcess(ledger)).isFalse();
        }
    }

    /** Else a host that starts anew once there is room would be told that it holds the ledger itself. */
    @Test
    void whatCannotBeWrittenOnAFullDiskIsHeldByNobody() throws Exception {
        String ledger = folder.resolve("callwatch.db").toString();
        assertThat(saidWhereNothingCanBeWritten(ledger, ledger)).hasSize(2).allMatch(line -> line.contains("cannot be written"));
    }

    /** Who may write to the folder would look at its permissions for long. */
    @Test
    void whyItCannotBeWrittenIsSaid() throws Exception {
        assertThat(saidWhereNothingCanBeWritten(folder.resolve("callwatch.db").toString())).singleElement().asString()
                .contains("callwatch.db.lock cannot be written or locked (File too large): ", "a disk that has room", "knows locks");
    }

    private static List<String> saidWhereNothingCanBeWritten(String... ledgers) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"));
        command.addAll(another(ledgers));
        Process full = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(full.getInputStream().readAllBytes()).lines().toList();
    }

    private static boolean takenByAnotherProcess(Path ledger) throws Exception {
        return new ProcessBuilder(another(ledger.toString()))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    private static List<String> another(String... ledgers) {
        return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), FileLockOfOneProcessTest.class.getName()), Stream.of(ledgers)).toList();
    }

    /** The other process, which takes one after the other, and ends in failure where it does not have the lock of the last. */
    public static void main(String[] ledgers) throws Exception {
        int code = 0;
        for (String ledger : ledgers) {
            try {
                new FileLockOfOneProcess(Path.of(ledger)).close();
                code = 0;
            } catch (RuntimeException e) {
                System.out.println(e);
                code = 1;
            }
        }
        System.exit(code);
    }
}

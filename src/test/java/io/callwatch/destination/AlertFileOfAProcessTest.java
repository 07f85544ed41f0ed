package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a file of alerts is to another process, and to one that has no room. */
class AlertFileOfAProcessTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void namesAFileThatIsNotThereYet() {
        path = folder.resolve("alerts");
    }

    @Test
    void aFileIsWrittenByOneProcessAlone() throws Exception {
        try (AlertFile file = open(path, LineFormat.JSONL)) {
            assertThat(openedByAnotherProcess()).isFalse();
        }
        assertThat(openedByAnotherProcess()).isTrue();
    }

    private boolean openedByAnotherProcess() throws Exception {
        return another(List.of(), LineFormat.JSONL.name()).waitFor() == 0;
    }

    /** Else a start would be refused, and all that goes elsewhere would wait with these lines. */
    @ParameterizedTest
    @EnumSource
    void aDiskWithoutRoomKeepsNobodyFromOpeningItAndItsFirstLinesWaitForSome(LineFormat format) throws Exception {
        Process full = another(List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"), format.name(), "a");
        assertThat(new String(full.getInputStream().readAllBytes())).matches("cannot write " + path + ": .*\\R");
        assertThat(path).isEmptyFile();
        assertThat(another(List.of(), format.name(), "a").waitFor()).isZero();
        assertThat(Files.readString(path)).isEqualTo(format.sample(Given.matched("a")).replace("\n", format == LineFormat.CSV ? "\r\n" : "\n"));
    }

    /** Of millions of ids a table by itself would take as much again, and half as much, while it grows: no start would come behind that. */
    @Test
    void whatIsKnownOfAnIdTakesLittleMemoryAlsoWhileMoreComes() throws Exception {
        Files.write(path, IntStream.range(0, 560_000).mapToObj("{\"id\":\"%d\"}"::formatted).toList());
        Process small = another(List.of("env", "JAVA_TOOL_OPTIONS=-Xmx40m"), LineFormat.JSONL.name(), "a");
        assertThat(new String(small.getInputStream().readAllBytes())).doesNotContain("OutOfMemoryError");
        assertThat(small.waitFor()).isZero();
    }

    private Process another(List<String> shell, String... formatAndIds) throws Exception {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), AlertFileOfAProcessTest.class.getName(), path.toString()));
        command.addAll(List.of(formatAndIds));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The other process, which ends in failure where it may not open the file, and says why it cannot append to it. */
    public static void main(String[] pathFormatAndIds) throws Exception {
        try (AlertFile file = open(Path.of(pathFormatAndIds[0]), LineFormat.of(pathFormatAndIds[1]))) {
            file.append(Stream.of(pathFormatAndIds).skip(2).map(Given::matched).toList());
        } catch (AlertFileException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static AlertFile open(Path path, LineFormat format) throws AlertFileException {
        return AlertFile.open(path, format, Rotation.NONE, Clock.systemUTC());
    }
}

package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.sandbox.CallJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedRecordsTest {
    @TempDir
    private Path folder;

    @Test
    void manyLinesAreReadInPagesThatFitASmallMemory() throws Exception {
        String line = CallJson.call().json();
        Path file = Files.write(folder.resolve("saved.jsonl"), IntStream.range(0, 25_000).mapToObj(i -> line).toList());
        assertThat(sizes(file)).containsExactly(10_000, 10_000, 5_000);
    }

    @Test
    void aListIsOnePageOnOneLineOrMany() throws Exception {
        String record = CallJson.call().json();
        assertThat(sizes(Files.writeString(folder.resolve("one"), "{\"value\":[" + record + "," + record + "]}"))).containsExactly(2);
        assertThat(sizes(Files.writeString(folder.resolve("many"), "{\n\"value\":\n[" + record + ",\n" + record + "]}\n"))).containsExactly(2);
    }

    @Test
    void theLineThatIsNoRecordIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("saved.jsonl"), CallJson.call().json() + "\n\noops\n");
        assertThatThrownBy(() -> sizes(file)).hasMessage("the file " + file + ", line 3: expected one record as JSON");
    }

    private static List<Integer> sizes(Path file) {
        List<Integer> sizes = new ArrayList<>();
        SavedRecords.read(file, page -> sizes.add(page.records().size()));
        return sizes;
    }
}

package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.sandbox.CallJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedRecordsTest {
    @TempDir
    private Path folder;

    @Test
    void manyLinesAreReadInPagesThatFitASmallMemory() throws Exception {
        String line = CallJson.call().json();
        Path file = Files.write(folder.resolve("saved.jsonl"), IntStream.range(0, 25_000).mapToObj(i -> line).toList());
        assertThat(sizes(file)).containsExactly(10_000, 10_000, 5_000);
        Files.writeString(file, "{\"version\":\"x\"}\n" + Files.readString(file));
        List<Integer> unreadable = new ArrayList<>();
        SavedRecords.read(file, page -> unreadable.add(page.unreadable().size()));
        assertThat(unreadable).containsExactly(1, 0, 0);
    }

    @Test
    void blankLinesAtTheTopChangeNothing() throws Exception {
        String line = CallJson.call().json();
        String lines = "\n \n" + (line + "\n").repeat(9_998);
        Path file = Files.writeString(folder.resolve("saved.jsonl"), lines + (line + "\n").repeat(100) + "\u00eb", StandardCharsets.ISO_8859_1);
        List<Integer> sizes = new ArrayList<>();
        assertThatThrownBy(() -> SavedRecords.read(file, page -> sizes.add(page.records().size()))).hasMessageEndingWith("in UTF-8");
        assertThat(sizes).as("read before the end of the file").containsExactly(9_998);
        Path wrong = Files.writeString(folder.resolve("wrong.jsonl"), lines + "oops\n");
        assertThatThrownBy(() -> sizes(wrong)).hasMessageContaining("line 10001:");
        assertThat(sizes(Files.writeString(folder.resolve("list"), "\n\n{\n\"value\":[" + line + "]}"))).containsExactly(1);
        assertThat(sizes(Files.writeString(folder.resolve("blank"), "\n\n"))).containsExactly(0);
    }

    @Test
    void aListIsOnePageOnOneLineOrMany() throws Exception {
        String record = CallJson.call().json();
        assertThat(sizes(Files.writeString(folder.resolve("one"), "{\"value\":[" + record + "," + record + "]}"))).containsExactly(2);
        assertThat(sizes(Files.writeString(folder.resolve("many"), "{\n\"value\":\n[" + record + ",\n" + record + "]}\n"))).containsExactly(2);
    }

    /** As jq and exports give it. */
    @ParameterizedTest
    @ValueSource(strings = {"[%s,%s]", "[\n%s,\n%s\n]\n", "\uFEFF[%s,%s]", "\uFEFF\r\n[%s,%s]"})
    void anArrayOfRecordsIsAListToo(String form) throws Exception {
        String record = CallJson.call().json();
        assertThat(sizes(Files.writeString(folder.resolve("array"), form.formatted(record, record)))).containsExactly(2);
        assertThat(sizes(Files.writeString(folder.resolve("empty"), "[]"))).containsExactly(0);
        assertThatThrownBy(() -> sizes(Files.writeString(folder.resolve("cut"), "[" + record))).isInstanceOf(UsageException.class);
    }

    /** As a pipe gives it, such as {@code --input <(gunzip -c saved.gz)}. */
    @ParameterizedTest
    @ValueSource(strings = {"%s\n%s\n", "{\"value\":[%s,\n%s]}"})
    void whatCanBeReadOnceAloneIsReadOnce(String form) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        String record = CallJson.call().json();
        // each on a thread of its own: the JDK's pool may have one alone, and they wait for each other
        Executor threads = work -> new Thread(work).start();
        CompletableFuture<Path> writer = CompletableFuture.supplyAsync(() -> written(pipe, form.formatted(record, record)), threads);
        assertThat(CompletableFuture.supplyAsync(() -> sizes(pipe), threads).get(30, TimeUnit.SECONDS)).containsExactly(2);
        writer.get(30, TimeUnit.SECONDS);
    }

    private static Path written(Path pipe, String text) {
        try {
            return Files.writeString(pipe, text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRecordThatCannotBeReadMayStandOnTheFirstOfTheLines() throws Exception {
        Path file = Files.writeString(folder.resolve("saved.jsonl"), "{\"id\":\"a\",\"version\":\"x\"}\n\t " + CallJson.call().json() + " \n");
        assertThat(sizes(file)).containsExactly(1);
    }

    @Test
    void theLineThatIsNoRecordIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("saved.jsonl"), CallJson.call().json() + "\n\noops\n");
        assertThatThrownBy(() -> sizes(file)).hasMessage("the file " + file + ", line 3: expected one record as JSON");
    }

    /** As the original page of documentation prints its answer, with commas that JSON has not. */
    @Test
    void theLineIsNamedWhereAListIsNoJson() throws Exception {
        String list = "\n{\n\"value\": [\n" + CallJson.call().json() + ",\n]\n}\n";
        Path file = Files.writeString(folder.resolve("list.json"), list);
        assertThatThrownBy(() -> sizes(file)).hasMessage("the file " + file
                + ", line 5: expected the JSON of a saved list response, of an array or of a record on each line");
        Path other = Files.writeString(folder.resolve("other"), "[\n1,\n{\n");
        assertThatThrownBy(() -> sizes(other)).hasMessageContaining(", line 3: ");
        Path two = Files.writeString(folder.resolve("two"), "{\n}\n{\n}");
        assertThatThrownBy(() -> sizes(two)).hasMessageContaining(", line 1: ");
        Path deep = Files.writeString(folder.resolve("deep"), "[\n1,\n" + "[".repeat(100_001));
        assertThatThrownBy(() -> sizes(deep)).isInstanceOf(UsageException.class).hasMessageContaining(", line 3: ");
    }

    @Test
    void oneRecordMayStandOnSeveralLines() throws Exception {
        String record = CallJson.call().json().replace(",", ",\n");
        assertThat(sizes(Files.writeString(folder.resolve("record.json"), record))).containsExactly(1);
    }

    /** Else its names would have other letters, and rules that name them see other people. */
    @ParameterizedTest
    @ValueSource(strings = {"%s\n%s\n", "{\"value\":[%s,\n%s]}"})
    void anotherEncodingIsRefused(String form) throws Exception {
        String record = CallJson.call().with("type", "\"" + "o".repeat(20_000) + "\u00eb\"").json();
        Path file = Files.writeString(folder.resolve("saved"), form.formatted(CallJson.call().json(), record), StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> sizes(file)).isInstanceOf(UsageException.class).hasMessageEndingWith("in UTF-8");
    }

    private static List<Integer> sizes(Path file) {
        List<Integer> sizes = new ArrayList<>();
        SavedRecords.read(file, page -> sizes.add(page.records().size()));
        return sizes;
    }
}

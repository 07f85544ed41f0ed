package io.callwatch.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.graph.UnreadableRecord;
import io.callwatch.text.FileTrouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads saved records: a list response or an array, which is one page, or JSON lines, of which a page is as many as fit a small memory.
 */
final class SavedRecords {
    private static final int LINES_AT_ONCE = 10_000;

    private SavedRecords() {
    }

    /** Reads a file once, since it may be a pipe. Refuses one that cannot be read, and names the line that is no record. */
    static void read(Path file, Consumer<Page> taker) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            reader.mark(1);
            if (reader.read() != '\uFEFF') { // the byte order mark that some programs write
                reader.reset();
            }
            int blank = 0;
            String first = reader.readLine();
            while (first != null && first.isBlank()) {
                blank++;
                first = reader.readLine();
            }
            Stream<String> lines = Stream.concat(Stream.ofNullable(first), reader.lines());
            if (first != null && isRecord(first)) {
                readLines(file, blank, lines, taker);
                return;
            }
            String text = lines.collect(Collectors.joining("\n"));
            Optional<Page> document = document(text);
            if (document.isPresent()) {
                taker.accept(document.get());
            } else if (first == null || record(first).isPresent()) {
                readLines(file, blank, text.lines(), taker);
            } else {
                throw new UsageException("the file " + file + ", line " + (blank + faultyLine(text))
                        + ": expected the JSON of a saved list response, of an array or of a record on each line");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("the file " + file + " cannot be read (" + FileTrouble.of(e)
                    + "): expected a saved list response, an array or JSON lines, in UTF-8");
        }
    }

    /** A list that stands on one line is none. */
    private static boolean isRecord(String line) {
        return record(line).map(one -> !one.records().isEmpty()).orElse(false);
    }

    /** A list, an array, or one record that stands on several lines. */
    private static Optional<Page> document(String text) {
        try {
            String list = text.stripLeading().startsWith("[") ? "{\"value\":" + text + "}" : text;
            return Optional.of(PageReader.readList(list.getBytes(StandardCharsets.UTF_8)));
        } catch (GraphException e) {
            return record(text);
        }
    }

    private static Optional<Page> record(String text) {
        try {
            return Optional.of(PageReader.readRecord(text));
        } catch (GraphException e) {
            return Optional.empty();
        }
    }

    /** Where a text ceases to be JSON, as a page of documentation does at its first comma too many; 1 where it is JSON of another kind. */
    private static int faultyLine(String text) throws IOException {
        JsonParser parser = PageReader.JSON.createParser(text);
        try (parser) {
            while (parser.nextToken() != null) { // each that can be read
            }
            return 1;
        } catch (JsonProcessingException e) { // itself it has no place where it is of a bound, such as that of nesting
            return parser.currentLocation().getLineNr();
        }
    }

    private static void readLines(Path file, int above, Stream<String> lines, Consumer<Page> taker) {
        List<CallRecord> records = new ArrayList<>();
        List<UnreadableRecord> unreadable = new ArrayList<>();
        int number = above;
        for (String line : (Iterable<String>) lines::iterator) {
            number++;
            if (!line.isBlank()) {
                try {
                    Page one = PageReader.readRecord(line);
                    records.addAll(one.records());
                    unreadable.addAll(one.unreadable());
                } catch (GraphException e) {
                    throw new UsageException("the file " + file + ", line " + number + ": expected one record as JSON");
                }
            }
            if (number % LINES_AT_ONCE == 0) {
                taker.accept(new Page(records, unreadable, null));
                records.clear();
                unreadable.clear();
            }
        }
        taker.accept(new Page(records, unreadable, null));
    }
}

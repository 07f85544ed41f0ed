package io.callwatch.cli;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.graph.UnreadableRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads saved records: a list response, which is one page, or JSON lines, of which a page is as many as fit a small memory. */
final class SavedRecords {
    private static final int LINES_AT_ONCE = 10_000;
    private static final PageReader READER = new PageReader();

    private SavedRecords() {
    }

    /** Refuses a file that cannot be read, and names the line that is no record. */
    static void read(Path file, Consumer<Page> taker) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            Page list = startsWithRecord(file) ? null : list(file);
            if (list == null) {
                readLines(file, lines, taker);
            } else {
                taker.accept(list);
            }
        } catch (IOException e) {
            throw new UsageException("the file " + file + " cannot be read: expected a saved list response or JSON lines, in UTF-8");
        }
    }

    /** Of a list that stands on one line, the first line is no record. */
    private static boolean startsWithRecord(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String first = lines.readLine();
            return first != null && !READER.readRecord(first.strip()).records().isEmpty();
        } catch (GraphException e) {
            return false;
        }
    }

    /** Null where it is none. */
    private static Page list(Path file) throws IOException {
        try {
            return READER.read(Files.readAllBytes(file));
        } catch (GraphException e) {
            return null;
        }
    }

    private static void readLines(Path file, BufferedReader lines, Consumer<Page> taker) throws IOException {
        List<CallRecord> records = new ArrayList<>();
        List<UnreadableRecord> unreadable = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                try {
                    Page one = READER.readRecord(line.strip());
                    records.addAll(one.records());
                    unreadable.addAll(one.unreadable());
                } catch (GraphException e) {
                    throw new UsageException("the file " + file + ", line " + number + ": expected one record as JSON");
                }
            }
            if (number % LINES_AT_ONCE == 0) {
                taker.accept(new Page(List.copyOf(records), List.copyOf(unreadable), null));
                records.clear();
                unreadable.clear();
            }
        }
        taker.accept(new Page(records, unreadable, null));
    }
}

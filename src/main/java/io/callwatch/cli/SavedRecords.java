package io.callwatch.cli;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.graph.UnreadableRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads saved records: a list response, or JSON lines, which are one page as well, since a call may be in it more than once. */
final class SavedRecords {
    private SavedRecords() {
    }

    /** Refuses a file that cannot be read, and names the line that is no record. */
    static List<Page> read(Path file) {
        PageReader reader = new PageReader();
        try {
            byte[] bytes = Files.readAllBytes(file);
            try {
                return List.of(reader.read(bytes));
            } catch (GraphException noList) {
                return lines(file, new String(bytes, StandardCharsets.UTF_8), reader);
            }
        } catch (IOException e) {
            throw new UsageException("the file " + file + " cannot be read: expected a saved list response or JSON lines, in UTF-8");
        }
    }

    private static List<Page> lines(Path file, String text, PageReader reader) {
        List<CallRecord> records = new ArrayList<>();
        List<UnreadableRecord> unreadable = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (!line.isBlank()) {
                try {
                    Page one = reader.readRecord(line.strip());
                    records.addAll(one.records());
                    unreadable.addAll(one.unreadable());
                } catch (GraphException e) {
                    throw new UsageException("the file " + file + ", line " + number + ": expected one record as JSON");
                }
            }
        }
        return List.of(new Page(records, unreadable, null));
    }
}

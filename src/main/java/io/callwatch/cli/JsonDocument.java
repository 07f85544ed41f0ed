package io.callwatch.cli;

import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * One JSON document that is printed member by member, its lists entry by entry: they may be longer than the memory holds. For one
 * thread.
 */
final class JsonDocument implements AutoCloseable {
    private final PrintStream out;
    private String before = "{";

    JsonDocument(PrintStream out) {
        this.out = out;
    }

    /** All members of an object. */
    void put(JsonObject members) {
        String text = members.toString();
        out.print(before + text.substring(1, text.length() - 1));
        before = ",";
    }

    /** @param entries called with what takes each of them */
    void list(String name, Consumer<Consumer<JsonObject>> entries) {
        out.print(before + '"' + name + "\":[");
        before = "";
        entries.accept(entry -> {
            out.print(before + entry);
            before = ",";
        });
        out.print(']');
        before = ",";
    }

    @Override
    public void close() {
        out.println('}');
    }
}

package io.callwatch.cli;

import java.util.function.Consumer;

/**
 * One JSON document that goes to stdout member by member, its lists entry by entry: they may be longer than the memory holds.
 * For one thread.
 */
final class JsonDocument implements AutoCloseable {
    private String before = "{";

    /** All members of an object. */
    void put(JsonObject members) {
        String text = members.toString();
        Results.out().print(before + text.substring(1, text.length() - 1));
        before = ",";
    }

    /** @param entries called with what takes each of them */
    void list(String name, Consumer<Consumer<JsonObject>> entries) {
        Results.out().print(before + '"' + name + "\":[");
        before = "";
        entries.accept(entry -> {
            Results.out().print(before + entry);
            before = ",";
        });
        Results.out().print(']');
        before = ",";
    }

    @Override
    public void close() {
        Results.out().println('}');
    }
}

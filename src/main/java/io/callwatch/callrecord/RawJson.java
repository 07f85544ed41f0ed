package io.callwatch.callrecord;

import java.nio.charset.StandardCharsets;

/**
 * The text of one JSON value inside the answer that brought it, in UTF-8.
 *
 * <p>It points into the page's bytes, so that records nobody asks about cost no copy; the page stays in memory as long as
 * one of its records does. Immutable as long as nobody writes to the page; equal when the text is equal.
 */
public final class RawJson {
    private final byte[] page;
    private final int from;
    private final int to;

    /** The bytes {@code [from, to)} of {@code page}. */
    public RawJson(byte[] page, int from, int to) {
        this.page = page;
        this.from = from;
        this.to = to;
    }

    public static RawJson of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length);
    }

    public String text() {
        return new String(page, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** The length alone: a record holds personal data, which must not slip into a log. */
    @Override
    public String toString() {
        return "JSON of " + (to - from) + " bytes";
    }
}

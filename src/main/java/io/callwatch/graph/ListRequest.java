package io.callwatch.graph;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * The list request: the link of a window's first page, and the {@code Prefer} header that every page needs, since headers do
 * not travel in a nextLink.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/callrecords-cloudcommunications-list-callrecords">List callRecords</a>
 */
public final class ListRequest {
    /** So long the service lists a record, counted safely from the start of its call. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** Nanoseconds. */
    private static final int TICK = 100;

    private final URI url;
    private final Integer pageSize;
    private final String prefer;

    /**
     * @param url the service with its version, such as {@code https://graph.microsoft.com/v1.0}
     * @param pageSize records to a page; null leaves it to the service
     */
    public ListRequest(URI url, Integer pageSize) {
        this.url = url;
        this.pageSize = pageSize;
        this.prefer = (pageSize == null ? "" : "odata.maxpagesize=" + pageSize + ", ") + "include-unknown-enum-members";
    }

    /** Times in a filter end in Z: the plus sign of an offset would not survive the way. */
    public String firstPage(Window window) {
        String base = url.toString().replaceFirst("/+$", "");
        return base + "/communications/callRecords?$filter=startDateTime%20ge%20" + time(window.from())
                + "%20and%20startDateTime%20lt%20" + time(window.to());
    }

    /**
     * With at most the seven digits after the point that the service takes. What lies between two of its ticks is the later
     * one: no start time lies between them, so the window's records are the same.
     */
    private static String time(Instant instant) {
        int over = instant.getNano() % TICK;
        Instant tick = over == 0 ? instant : instant.plusNanos(TICK - over);
        String text = tick.toString();
        return tick.getNano() % 1_000 == 0 ? text : text.substring(0, text.length() - 3) + "Z"; // ISO has nine digits here
    }

    public String prefer() {
        return prefer;
    }

    /** Null where the service decides. */
    public Integer pageSize() {
        return pageSize;
    }

    public URI service() {
        return url;
    }

    /** The scope of a token for this service: its scheme, host and port with {@code /.default}. */
    public String scope() {
        return url.resolve("/.default").toString();
    }
}

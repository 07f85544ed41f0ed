package io.callwatch.graph;

import io.callwatch.callrecord.CallRecord;
import java.util.List;

/**
 * One answer of the list request.
 *
 * @param nextLink the link to the next page, byte for byte as sent; null on the last page
 */
public record Page(List<CallRecord> records, List<UnreadableRecord> unreadable, String nextLink) {
    public Page {
        records = List.copyOf(records);
        unreadable = List.copyOf(unreadable);
    }

    public boolean isLast() {
        return nextLink == null;
    }
}

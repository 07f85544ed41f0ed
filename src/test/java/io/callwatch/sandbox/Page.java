package io.callwatch.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One page of the list: records as rendered JSON, and the link to the next page, null on the last.
 *
 * <p>The link stands before the records as Graph has it, or after them, as members of JSON have no order.
 */
public record Page(List<byte[]> records, String nextLink) {

    byte[] json(String graphUrl, String linkName, boolean linkFirst) {
        String link = nextLink == null ? "" : ",\"" + linkName + "\":\"" + nextLink + "\"";
        int size = records.stream().mapToInt(each -> each.length + 1).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + link.length() + 256);
        write(out, "{\"@odata.context\":\"" + graphUrl + "/$metadata#communications/callRecords\"");
        write(out, linkFirst ? link : "");
        write(out, ",\"value\":[");
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(records.get(i));
        }
        write(out, "]" + (linkFirst ? "" : link) + "}");
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.callwatch.graph;

import io.callwatch.callrecord.RawJson;

/**
 * An entry of a page that is no call record: set aside whole while its neighbours go on.
 *
 * @param id its id where it has one, else null
 * @param reason the field, what was expected and what was seen, such as {@code version: expected a whole number, saw other text}
 */
public record UnreadableRecord(String id, String reason, RawJson raw) {
}

package io.callwatch.config;

import java.time.Duration;
import java.util.List;

/**
 * Who is told about the integration itself.
 *
 * @param destinations names; empty: nobody
 * @param staleAfter no complete pass for this long is an event
 */
public record WatchSettings(List<String> destinations, Duration staleAfter) {
}

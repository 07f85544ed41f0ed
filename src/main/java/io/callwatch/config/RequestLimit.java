package io.callwatch.config;

import java.time.Duration;

/** A number of requests in any span of the given length, such as {@code 15/20s}. */
public record RequestLimit(int requests, Duration per) {
}

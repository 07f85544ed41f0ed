package io.callwatch.config;

import java.time.Duration;

/**
 * What is remembered, and where. User and password are null for SQLite.
 *
 * @param keep how long delivered events stay
 */
public record LedgerSettings(String url, String username, Secret password, Duration keep) {
}

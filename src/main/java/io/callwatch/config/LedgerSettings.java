package io.callwatch.config;

/** What is remembered, and where. User and password are null for SQLite. */
public record LedgerSettings(String url, String username, Secret password) {
}

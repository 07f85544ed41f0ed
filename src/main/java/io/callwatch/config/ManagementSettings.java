package io.callwatch.config;

/** Where health and metrics listen; without a port nothing does. */
public record ManagementSettings(String host, Integer port) {
}

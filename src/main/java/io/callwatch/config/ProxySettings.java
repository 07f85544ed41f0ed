package io.callwatch.config;

/**
 * An HTTP proxy that leads out of a closed network.
 *
 * @param username null where it asks for no login
 */
public record ProxySettings(String host, int port, String username, Secret password) {
}

package io.callwatch.app;

import org.apache.camel.component.http.HttpClientConfigurer;

/** How camel-http's client is set up: it neither retries nor redirects nor keeps cookies behind the routes' back. */
final class HttpClients {
    private HttpClients() {
    }

    static HttpClientConfigurer plain() {
        return client -> client.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement()
                .setUserAgent("Callwatch");
    }
}

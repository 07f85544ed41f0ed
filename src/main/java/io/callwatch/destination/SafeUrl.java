package io.callwatch.destination;

import io.callwatch.text.OneLine;
import java.net.URI;

/** The name of an address for people and logs: scheme and host alone, since a webhook's path and query are its secret. */
public final class SafeUrl {
    private SafeUrl() {
    }

    /** {@code https://hooks.example.com}. */
    public static String of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : OneLine.of(uri.getScheme(), 20) + "://";
        return uri.getHost() == null ? scheme + "(no host)" : scheme + OneLine.of(uri.getHost(), 255);
    }
}

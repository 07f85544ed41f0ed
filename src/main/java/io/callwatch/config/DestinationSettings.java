package io.callwatch.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where events go. */
public sealed interface DestinationSettings {
    /**
     * What every destination has.
     *
     * @param privacy {@code full}, {@code masked} or {@code pseudonym}
     * @param privacyKey null but for pseudonyms
     * @param fallback the destination that gets what is dead or late here; null for none
     */
    record Common(String name, Duration retryFor, Duration timeout, String minSeverity, String privacy, Secret privacyKey,
            PaceSettings pace, String fallback, Duration fallbackAfter) {
    }

    /**
     * @param fromName the sender's, before the address; null for none
     * @param tls {@code starttls}, {@code smtps} or {@code none}
     */
    record Email(Common common, List<String> to, String from, String fromName, String host, int port, String tls, String username,
            Secret password) implements DestinationSettings {
    }

    record Webhook(Common common, URI url, List<Secret> secrets, String format, Map<String, Secret> headers,
            boolean allowPrivate) implements DestinationSettings {
        /** Whether its host may lead to a private address; such a one is reached without a proxy. */
        public boolean mayBePrivate() {
            return allowPrivate || Loopback.is(url.getHost());
        }

        /** Without path and query, which count as secrets. */
        @Override
        public String toString() {
            return "Webhook[" + common + ", " + (url == null ? null : url.getHost()) + ", " + format + "]";
        }
    }

    /**
     * @param daily whether each day has a file of its own
     * @param maxBytes after which another one is begun; without a bound {@link Long#MAX_VALUE}
     */
    record File(Common common, Path path, String format, boolean daily, long maxBytes) implements DestinationSettings {
    }

    record Camel(Common common, String uri) implements DestinationSettings {
        /** Without the address's parameters, which may hold secrets. */
        @Override
        public String toString() {
            return "Camel[" + common + ", " + uri.replaceFirst("[?].*", "") + "]";
        }
    }

    Common common();

    default String name() {
        return common().name();
    }
}

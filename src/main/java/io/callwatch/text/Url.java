package io.callwatch.text;

import java.net.URI;

/** Texts that hold URLs, for people. */
public final class Url {
    private Url() {
    }

    /** {@code https://hooks.example.com}: scheme and host alone, since a webhook's path and query are its secret. */
    public static String host(URI uri) {
        String scheme = uri.getScheme() == null ? "" : OneLine.of(uri.getScheme(), 20) + "://";
        return scheme + (uri.getHost() == null ? "(no host)" : OneLine.of(uri.getHost(), 255));
    }

    /**
     * Without what a URL in it says of a user, which may be a password; such a one may hold what a URL cannot, so that all up to the
     * last {@code @} goes.
     */
    public static String withoutUser(String text) {
        return text.replaceAll("(//|url=)\\S+@", "$1…@");
    }

    /**
     * With Camel's endpoints in it as they may be shown: without options and users, and those of HTTP, and what names a host in its
     * manner, without their path, which is often the only secret there is.
     */
    public static String endpoints(String text) {
        return withoutUser(text.replaceAll("(?<=\\w:)(\\S*?)[?]\\S+", "$1?…")
                .replaceAll("(?i)(https?:/*)\\S+@\\S+", "$1…")
                .replaceAll("(?i)((?:https?:[/\\\\]*|(?<!file:|/)//(?!\\S*@))[^/\\\\\\s?]+|(?<!\\S)[\\w.-]+:\\d+)[/\\\\][^\\s?]*", "$1/…")
                .replaceAll("(?<=\\w:)(/*)\\S+@", "$1…@")); // ftp:user:password@host has no slashes
    }
}

package io.callwatch.text;

/** Texts that hold URLs, for people. */
public final class Url {
    private Url() {
    }

    /** Without what a URL in it says of a user, which may be a password. */
    public static String withoutUser(String text) {
        return text.replaceAll("//[^/@\\s]+@", "//…@");
    }
}

package io.callwatch.text;

import java.util.regex.Pattern;

/** What is not seen, or seen as a space and is none, such as what is copied along from a web page. */
public final class Unseen {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Zs}&&[^ \\n\\t]]");

    private Unseen() {
    }

    /** The text with it as {@code \\u200b}. */
    public static String spelled(String text) {
        return UNSEEN.matcher(text).replaceAll(unseen -> String.format("\\\\u%04x", unseen.group().codePointAt(0)));
    }
}

package io.callwatch.text;

import java.nio.charset.Charset;

/** The letters that this process can name files with: those of its locale, which under cron and in bare containers are ASCII's alone. */
public final class Letters {
    private Letters() {
    }

    /** What is to be added to "expected a path", where the locale has not all letters of this one; else nothing. @param path null for none */
    public static String missing(String path) {
        Charset ofNames = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return path == null || ofNames.newEncoder().canEncode(path) ? "" : ", in letters that the locale has (LC_ALL=C.UTF-8 has all)";
    }
}

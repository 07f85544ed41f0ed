package io.callwatch.destination;

import io.callwatch.text.OneLine;
import java.util.regex.Pattern;

/**
 * A cell of a CSV file.
 *
 * <p>In goes any text, out comes RFC 4180: on one line, quoted where it must be. A cell that a spreadsheet would run gets a
 * leading apostrophe, also behind a semicolon or tab, since some countries' spreadsheets split there; a plain
 * {@code +digits}, a telephone number, is none.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class Cell {
    private static final int LONGEST = 2_000;
    private static final Pattern TELEPHONE_NUMBER = Pattern.compile("\\+[0-9]+");
    private static final Pattern RUN_AT_START = Pattern.compile("^(?=\\s*[=+\\-@|%\uFF1D\uFF0B\uFF0D\uFF20])");
    private static final Pattern RUN_AFTER_SPLIT = Pattern.compile("(?<=;)(?=[\\s\"]*[=+\\-@|%\uFF1D\uFF0B\uFF0D\uFF20])");

    private Cell() {
    }

    /** Text from anywhere, cut where it is very long; empty for null. */
    static String of(String text) {
        return of(text, LONGEST);
    }

    /** However long it is: a list of ids that is cut names a call that there never was. */
    static String whole(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    private static String of(String text, int longest) {
        String line = OneLine.of(text, longest);
        if (!TELEPHONE_NUMBER.matcher(line).matches()) {
            line = RUN_AT_START.matcher(line).replaceFirst("'");
            line = RUN_AFTER_SPLIT.matcher(line).replaceAll("'");
        }
        return quoted(line);
    }

    private static String quoted(String line) {
        boolean plain = line.chars().noneMatch(c -> c == ',' || c == '"' || c == ';' || c == '\'');
        return plain ? line : '"' + line.replace("\"", "\"\"") + '"';
    }
}

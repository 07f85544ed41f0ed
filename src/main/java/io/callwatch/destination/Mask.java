package io.callwatch.destination;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.callwatch.text.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows as much of a person as lets a colleague say "that may have been me": of a number the country and the last two
 * digits ({@code +49***56}), of a name the initials ({@code A. W.}), of an id its last two characters, of an address one letter,
 * of a link nothing.
 */
final class Mask {
    static final String HIDDEN = "***";
    private static final Pattern NUMBER = Pattern.compile("[+(]?[0-9][0-9 ()./*-]*");
    private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST_NUMBER = 7;
    private static final int MOST_INITIALS = 3;

    private Mask() {
    }

    /** {@code key} is the field's name, as Graph has it; the value is not empty. */
    static String of(String key, String value) {
        if (isNumber(value)) {
            return number(value);
        }
        if (value.indexOf('@') >= 0) {
            return first(value) + HIDDEN + "@" + HIDDEN;
        }
        if (value.contains("://")) {
            return HIDDEN;
        }
        boolean name = key.toLowerCase(Locale.ROOT).endsWith("name") || value.indexOf(' ') >= 0;
        return name ? initials(value) : lastTwo(value, 10);
    }

    static boolean isNumber(String value) {
        return NUMBER.matcher(value.strip()).matches();
    }

    private static String number(String value) {
        String digits = value.replaceAll("[^0-9*]", "");
        return country(value) + lastTwo(digits, SHORTEST_NUMBER);
    }

    /** Empty for a number without its country's code. */
    private static String country(String number) {
        try {
            return "+" + PhoneNumberUtil.getInstance().parse(number.replace("*", ""), null).getCountryCode();
        } catch (NumberParseException e) {
            return "";
        }
    }

    private static String lastTwo(String value, int shortest) {
        String end = value.substring(Math.max(0, value.length() - 2));
        return value.length() < shortest || end.indexOf('*') >= 0 ? HIDDEN : HIDDEN + OneLine.of(end, 2);
    }

    private static String initials(String name) {
        List<String> words = WORD_BREAK.splitAsStream(name).filter(w -> !w.isEmpty()).limit(MOST_INITIALS).toList();
        return words.isEmpty() ? HIDDEN : words.stream().map(w -> first(w).toUpperCase(Locale.ROOT) + ".").collect(Collectors.joining(" "));
    }

    private static String first(String text) {
        return Json.whole(text).substring(0, Character.charCount(Json.whole(text).codePointAt(0)));
    }
}

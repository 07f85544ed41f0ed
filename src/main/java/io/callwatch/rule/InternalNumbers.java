package io.callwatch.rule;

import java.util.List;

/**
 * The telephone numbers of one's own, as prefixes: {@code +1425555}. Immutable.
 *
 * <p>Spaces, hyphens, dots, slashes, brackets and a leading {@code tel:} make no difference, and {@code 00} is a plus. A
 * masked number counts as far as it is shown; a short one without a plus is never internal unless a prefix says so.
 */
public final class InternalNumbers {
    private static final String PUNCTUATION = " -./()\u00a0";

    private final List<String> prefixes;

    private InternalNumbers(List<String> prefixes) {
        this.prefixes = prefixes;
    }

    public static InternalNumbers of(List<String> prefixes) {
        return new InternalNumbers(
                prefixes.stream().map(InternalNumbers::plain).filter(prefix -> !prefix.isEmpty()).toList());
    }

    boolean contains(String phone) {
        String number = plain(phone);
        for (String prefix : prefixes) {
            if (number.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The prefixes, as they are compared. */
    @Override
    public String toString() {
        return prefixes.toString();
    }

    /** As nearly all of them are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' && c != '+' || c == '\u00a0') {
                return false;
            }
        }
        return !text.startsWith("00");
    }

    /** The number without what only people need to read it. */
    static String plain(String phone) {
        String text = phone.startsWith("tel:") ? phone.substring(4) : phone;
        if (isPlain(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (PUNCTUATION.indexOf(text.charAt(i)) < 0) {
                plain.append(text.charAt(i));
            }
        }
        return plain.length() > 2 && plain.charAt(0) == '0' && plain.charAt(1) == '0'
                ? "+" + plain.substring(2)
                : plain.toString();
    }
}

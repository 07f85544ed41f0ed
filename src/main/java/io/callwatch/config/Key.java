package io.callwatch.config;

import java.util.regex.Pattern;

/**
 * One configuration key.
 *
 * @param pattern the key, with {@code NAME} where the user gives a name
 * @param standard its default as text; null where there is none
 * @param mayHoldSecret whether what is given for it is not to be seen where it stands in a wrong place
 */
record Key(String pattern, String standard, boolean mayHoldSecret) {
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]*";

    /** The fixed ends are compared before the rest: a start looks for some hundred keys, each among all. */
    boolean matches(String key) {
        int name = pattern.indexOf("NAME");
        return name < 0 ? pattern.equals(key) : key.startsWith(pattern.substring(0, name))
                && key.endsWith(pattern.substring(pattern.lastIndexOf("NAME") + "NAME".length()))
                && key.matches(Pattern.quote(pattern).replace("NAME", "\\E" + NAME + "\\Q"));
    }

    /** Whether it is this one, but for a name that is none. */
    boolean isMeantBy(String key) {
        return pattern.contains("NAME") && key.matches(Pattern.quote(pattern).replace("NAME", "\\E.+\\Q"));
    }

    /** The pattern with the names that a key has in their places, so that only the rest is compared. */
    String likeIn(String key) {
        String[] given = key.split("\\.");
        String[] like = pattern.split("\\.");
        for (int i = 0; i < Math.min(like.length, given.length); i++) {
            like[i] = like[i].equals("NAME") ? given[i] : like[i];
        }
        return String.join(".", like);
    }
}

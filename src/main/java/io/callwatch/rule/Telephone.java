package io.callwatch.rule;

/** The words for telephone numbers, for those who keep what rules ask for later. Threads may share it. */
public final class Telephone {
    private Telephone() {
    }

    /** As {@code country(phone)} in a rule: the ISO 3166 region, empty where the number tells none. */
    public static String country(String phone) {
        return PhoneFunctions.countryOf(phone);
    }
}

package io.callwatch.text;

/** A number with what it counts: {@code 1 record}, {@code 12840 records}. */
public final class HowMany {
    private HowMany() {
    }

    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    /** {@code 3 h 12 min}, {@code 3 h}: a length in two units, without the smaller where that is none. */
    public static String inTwo(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    public static String of(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}

package io.callwatch.rule;

/** What a rule says of one version of a record. */
public enum Outcome {
    MATCH("match"),
    NO_MATCH("no-match"),
    /** A field that would decide is not there yet. */
    UNDECIDED("undecided");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** As people read it: {@code match}, {@code no-match}, {@code undecided}. */
    public String word() {
        return word;
    }

    public static Outcome of(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word.equals(word)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("no outcome is called '" + word + "'");
    }
}

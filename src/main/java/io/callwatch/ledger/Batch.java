package io.callwatch.ledger;

/**
 * A message that was begun, so that a repeat of it is the same; in the ledger a text such as {@code grouped:17}.
 *
 * @param why its events go together; {@link #ALONE} for a single one, {@link #BY_HAND} for what somebody wants sent now
 * @param first the place of its first event in the order of the ledger
 */
public record Batch(String why, long first) {
    public static final String ALONE = "one";
    static final String BY_HAND = "now";

    /** Null where there is none. */
    static Batch of(String text) {
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        return new Batch(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    public boolean isByHand() {
        return why.equals(BY_HAND);
    }

    public boolean isDigest() {
        return !why.equals(ALONE) && !isByHand();
    }

    @Override
    public String toString() {
        return why + ":" + first;
    }
}

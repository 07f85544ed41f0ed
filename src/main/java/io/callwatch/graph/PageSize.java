package io.callwatch.graph;

/**
 * How many records the service puts on a page: what was asked for, until its pages show something else. The service grants less
 * than a client asks for without a word, and its own default is its own. Threads may share it.
 */
public final class PageSize {

    /** So many pages in a row with a nextLink were smaller: one may be short or empty and still have one. */
    private static final int SURE = 5;

    private int size;
    private int smaller;
    private int largest;

    /** @param asked for, at least 1 */
    public PageSize(int asked) {
        if (asked < 1) {
            throw new IllegalArgumentException("a page of " + asked + " records");
        }
        this.size = asked;
    }

    /** Records on a page, as far as is known. */
    synchronized int records() {
        return size;
    }

    /** @param records on a page that has a nextLink */
    synchronized void saw(int records) {
        if (records >= size) {
            settle(records);
            return;
        }
        largest = Math.max(largest, records);
        smaller++;
        if (smaller >= SURE && largest > 0) {
            settle(largest);
        }
    }

    private void settle(int records) {
        size = records;
        smaller = 0;
        largest = 0;
    }
}

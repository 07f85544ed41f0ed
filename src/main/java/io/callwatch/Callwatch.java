package io.callwatch;

/** Starts Callwatch. */
public final class Callwatch {
    private Callwatch() {
    }

    public static void main(String[] args) {
    }
}

package io.callwatch.bench;

/** {@code mvn -Pbench verify}: the parts, as ratios in one run. */
public final class Bench {
    private Bench() {
    }

    public static void main(String[] args) throws Exception {
        Micro.run();
    }
}

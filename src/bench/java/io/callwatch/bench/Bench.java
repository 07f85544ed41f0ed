package io.callwatch.bench;

import java.util.List;

/** {@code mvn -Pbench verify}: the parts and the whole process, as ratios in one run. Arguments: {@code micro}, {@code whole}, {@code start}. */
public final class Bench {
    private Bench() {
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = args.length == 0 ? List.of("micro", "whole") : List.of(args);
        if (wanted.contains("micro")) {
            Micro.run();
        }
        if (wanted.contains("whole")) {
            Whole.run();
        } else if (wanted.contains("start")) {
            Whole.start();
        }
    }
}

package io.callwatch.bench;

import java.util.List;

/**
 * {@code mvn -Pbench verify}: the parts, the plan and the whole process, as ratios in one run. Arguments: any of {@code micro},
 * {@code plan}, {@code whole}, {@code start}; without any the first three.
 */
public final class Bench {
    private Bench() {
    }

    public static void main(String[] args) throws Exception {
        List<String> wanted = args.length == 0 ? List.of("micro", "plan", "whole") : List.of(args);
        Targets targets = new Targets();
        if (wanted.contains("micro")) {
            Micro.run();
        }
        if (wanted.contains("whole")) {
            new Whole(targets).run();
        } else if (wanted.contains("start")) {
            new Whole(targets).start();
        }
        targets.print();
    }
}

package io.callwatch.bench;

import io.callwatch.graph.PlanPicture;
import io.callwatch.graph.Simulations;
import java.io.IOException;
import java.nio.file.Path;
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
        if (wanted.contains("plan")) {
            plan(targets);
        }
        if (wanted.contains("whole")) {
            new Whole(targets).run();
        } else if (wanted.contains("start")) {
            new Whole(targets).start();
        }
        if (!targets.isEmpty()) {
            targets.print();
        }
    }

    /** The simulations with a turned clock, and their picture beside the jar. */
    private static void plan(Targets targets) throws IOException {
        System.out.println();
        List<Simulations.Backfill> backfills = Simulations.print(1);
        Path picture = Path.of(System.getProperty("callwatch.jar")).resolveSibling("plan.svg");
        PlanPicture.main(new String[] {picture.toString()});
        System.out.println("\nThe plan as a picture: " + picture);
        for (Simulations.Backfill backfill : backfills) {
            String what = String.format("30-day backfill, %,d calls a day, mean of ten seeds: ", backfill.calls());
            targets.atLeast(what + "share of the limit", 0.8, backfill.share());
            targets.atLeast(what + "times a nextLink follower", 4, backfill.times());
            targets.atMost(what + "429s", 0, backfill.refused());
        }
    }
}

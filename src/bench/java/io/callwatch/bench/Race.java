package io.callwatch.bench;

import io.callwatch.bench.Contestant.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Contestants in turn, round after round, so that what slows the machine for a while slows all of them; of each figure the
 * median. Ratios are to the first contestant.
 */
final class Race {
    private final String title;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();

    private Race(String title) {
        this.title = title;
    }

    static Race of(String title, FastTenant tenant, int rounds, Contestant... contestants) throws Exception {
        Race race = new Race(title);
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants) {
                race.runs.computeIfAbsent(contestant.name(), name -> new ArrayList<>()).add(contestant.run(tenant));
            }
        }
        race.print();
        return race;
    }

    double seconds(String name) {
        return median(name, Run::seconds);
    }

    double processor(String name) {
        return median(name, Run::processor);
    }

    double peakMiB(String name) {
        return median(name, Run::peakMiB);
    }

    double start(String name) {
        return median(name, Run::start);
    }

    private double median(String name, ToDoubleFunction<Run> figure) {
        double[] sorted = runs.get(name).stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void print() {
        System.out.printf("%n%-44s %9s %10s %10s %9s %8s %7s%n", title, "wall", "processor", "peak", "start", "pages", "ratio");
        String first = runs.keySet().iterator().next();
        for (String name : runs.keySet()) {
            System.out.printf("  %-42s %7.2f s %8.2f s %6.0f MiB %6.0f ms %8.0f %7.2f%n", name, seconds(name), processor(name),
                    peakMiB(name), start(name), median(name, Run::requests), seconds(name) / seconds(first));
        }
    }
}

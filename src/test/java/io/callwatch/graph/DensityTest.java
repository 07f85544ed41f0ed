package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DensityTest {

    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
    private static final Window WEEK = new Window(MONDAY, MONDAY.plus(Duration.ofDays(7)));
    private static final Instant LATER = WEEK.to().plus(Duration.ofDays(1));

    private final Density density = Density.guess(1_440);

    @Test
    void beginsWithAnEvenGuess() {
        assertThat(expected(density, Window.before(MONDAY, Duration.ofMinutes(7)))).isCloseTo(7, within(1e-6));
    }

    @Test
    void learnsTheHoursOfTheWeekAndTheMinutesOfTheHalfHour() {
        learn(20_000);
        Window peak = at("09:28:00", Duration.ofMinutes(4));
        Window calm = at("09:40:00", Duration.ofMinutes(4));
        Window night = at("02:40:00", Duration.ofMinutes(4));
        assertThat(expected(density, peak)).isGreaterThan(3 * expected(density, calm));
        assertThat(expected(density, calm)).isGreaterThan(10 * expected(density, night));
    }

    @Test
    void theExpectationsOfPartsAddUpToThatOfTheWhole() {
        learn(5_000);
        Window odd = new Window(MONDAY.plusMillis(4_711), MONDAY.plus(Duration.ofHours(31)).plusMillis(815));
        double parts = 0;
        for (Window window : odd.split()) {
            parts += expected(density, window);
        }
        assertThat(parts).isCloseTo(expected(density, odd), within(1e-6 * parts));
    }

    @Test
    void learnsNothingFromCallsWhoseRecordsAreStillToCome() {
        String before = density.toText();
        Instant now = MONDAY.plus(Duration.ofHours(12));
        density.observe(Window.before(now, Duration.ofHours(2)), new long[0], now);
        assertThat(density.toText()).isEqualTo(before);
    }

    @Test
    void learnsTheSameHalfHourOnce() {
        learn(1_000);
        String once = density.toText();
        density.observe(WEEK, new long[0], LATER);
        assertThat(density.toText()).isEqualTo(once);
    }

    @Test
    void partsOfAHalfHourMakeAWhole() {
        Window half = at("09:27:00", Duration.ofMinutes(30));
        List<Instant> calls = List.of(half.from().plusSeconds(60), half.from().plusSeconds(1_700));
        Density whole = Density.guess(1_440);
        whole.observe(half, millis(calls), LATER);
        for (Window part : half.split()) {
            density.observe(part, millis(calls.stream().filter(part::contains).toList()), LATER);
        }
        assertThat(density.toText()).isEqualTo(whole.toText());
    }

    @Test
    void comesBackFromTheTextThatIsKept() {
        learn(10_000);
        Density again = Density.parse(density.toText());
        assertThat(again.toText()).isEqualTo(density.toText());
        assertThat(expected(again, WEEK)).isCloseTo(expected(density, WEEK), within(0.01));
    }

    @Test
    void readsWhatWasKeptByTheMinute() {
        learn(10_000);
        String[] lines = density.toText().split("\n");
        double[] steps = Arrays.stream(lines[2].split(" ")).mapToDouble(Double::parseDouble).toArray();
        lines[2] = IntStream.range(0, 60).mapToObj(m -> Double.toString(steps[3 * m] + steps[3 * m + 1] + steps[3 * m + 2]))
                .collect(Collectors.joining(" "));
        Density byTheMinute = Density.parse(String.join("\n", lines));
        for (String time : List.of("09:27:00", "09:28:00", "09:30:00", "09:40:00")) {
            Window minute = at(time, Duration.ofMinutes(1));
            assertThat(expected(byTheMinute, minute)).isCloseTo(expected(density, minute), within(1e-3 * expected(density, minute)));
        }
    }

    @Test
    void refusesATextThatIsNoDensity() {
        assertThatIllegalArgumentException().isThrownBy(() -> Density.parse("density 1\n0.1\n1 2 3"));
        assertThatIllegalArgumentException().isThrownBy(() -> Density.parse("density 2\n\n"));
    }

    private void learn(int perDay) {
        List<Instant> calls = new ArrayList<>();
        Arrays.stream(SimulatedCalls.starts(perDay, MONDAY, 7, new Random(7))).forEach(s -> calls.add(Instant.ofEpochMilli(s)));
        density.observe(WEEK, millis(calls), LATER);
    }

    private static Window at(String time, Duration length) {
        Instant from = Instant.parse("2026-11-17T" + time + "Z");
        return new Window(from, from.plus(length));
    }

    private static long[] millis(List<Instant> calls) {
        return calls.stream().mapToLong(Instant::toEpochMilli).sorted().toArray();
    }

    private static double expected(Density density, Window window) {
        return density.expected(window.from().toEpochMilli(), window.to().toEpochMilli());
    }
}

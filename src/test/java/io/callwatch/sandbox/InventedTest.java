package io.callwatch.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class InventedTest {
    private static final Instant UNTIL = Instant.parse("2026-11-20T18:00:00Z");
    private final List<InventedCall> calls = new Invented(7).calls(1000, 7, UNTIL);

    @Test
    void theSameSeedGivesTheSameCalls() {
        assertThat(new Invented(7).calls(1000, 7, UNTIL)).isEqualTo(calls);
        assertThat(new Invented(8).calls(1000, 7, UNTIL)).isNotEqualTo(calls);
    }

    @Test
    void trafficIsLifelike() {
        assertThat(share(each -> nearHalfHour(each.start()))).isBetween(0.4, 0.6);
        assertThat(share(each -> each.isShort().orElse(false))).isBetween(0.02, 0.09);
        assertThat(share(each -> each.isExternalPhone().orElse(false))).isBetween(0.05, 0.2);
        assertThat(share(each -> each.version() > 1)).isBetween(0.1, 0.25);
        assertThat(share(each -> each.start().atZone(ZoneOffset.UTC).getHour() < 6)).isBetween(0.001, 0.05);
        assertThat(calls).allSatisfy(each -> assertThat(each.publishedAt()).isAfterOrEqualTo(each.end().plus(Duration.ofMinutes(7))));
        assertThat(calls).anyMatch(each -> each.organizerKind() == null).anyMatch(each -> "guest".equals(each.organizerKind()));
    }

    private double share(Predicate<InventedCall> what) {
        return calls.stream().filter(what).count() / (double) calls.size();
    }

    private static boolean nearHalfHour(Instant start) {
        long second = start.getEpochSecond() % 1800;
        return second <= 120 || second >= 1680;
    }
}

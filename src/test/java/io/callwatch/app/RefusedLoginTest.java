package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.destination.SampleEvents;
import io.callwatch.ledger.Outbox;
import jakarta.mail.AuthenticationFailedException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a mail server that refuses the login. */
class RefusedLoginTest extends WithDeliveries {
    @BeforeEach
    void aMailServerInPlaceOfTheWebhook() {
        values.remove("callwatch.destinations.hook.url");
        values.putAll(Map.of("callwatch.destinations.hook.type", "email", "callwatch.destinations.hook.to", "ops@example.com",
                "callwatch.destinations.hook.from", "callwatch@example.com", "callwatch.destinations.hook.host", "127.0.0.1",
                "callwatch.destinations.hook.tls", "none"));
    }

    /** Each refused login counts at the server: so many of them lock the account. */
    @Test
    void whoRefusesTheLoginIsShownItNowAndThenHoweverMuchWaits() {
        queue("a", "b", "c", "d", "e");
        Deliveries deliveries = deliveries(false);
        assertThat(refusesLogin(deliveries)).isEqualTo("a");
        assertThat(next(deliveries, "hook")).isNull();
        clock.advance(Duration.ofSeconds(5));
        assertThat(refusesLogin(deliveries)).isEqualTo("b");
        clock.advance(Duration.ofSeconds(5));
        assertThat(next(deliveries, "hook")).as("longer each time").isNull();
        int logins = 0;
        for (int i = 0; i < 120; i++) {
            clock.advance(Duration.ofSeconds(30));
            logins += refusesLogin(deliveries) == null ? 0 : 1;
        }
        assertThat(logins).isBetween(12, 18);
        clock.advance(Duration.ofMinutes(5));
        assertThat(takes(deliveries)).isNotNull();
        assertThat(takes(deliveries)).as("that one would have failed as well").isNotNull();
    }

    @Test
    void whoeverWantsItSentTriesTheLoginOnceMore() {
        queue("a", "b", "c");
        Deliveries deliveries = deliveries(false);
        refusesLogin(deliveries);
        clock.advance(Duration.ofSeconds(1));
        again("a", "b");
        assertThat(refusesLogin(deliveries)).isNotNull();
        assertThat(next(deliveries, "hook")).isNull();
        clock.advance(Duration.ofSeconds(1));
        again("a", "b");
        assertThat(Stream.generate(() -> takes(deliveries)).limit(3)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void whatIsWantedOfAnotherDestinationTriesNoLogin() {
        queue("a", "b");
        Deliveries deliveries = deliveries(false);
        refusesLogin(deliveries);
        clock.advance(Duration.ofSeconds(1));
        Event event = SampleEvents.event(EventType.CALL_MATCHED, "short-call");
        ledger.change(sql -> {
            Outbox.add(sql, event, List.of("archive"), clock.instant());
            Outbox.again(sql, Outbox.find(sql, event.id(), "archive").orElseThrow(), clock.instant());
        });
        assertThat(next(deliveries, "hook")).isNull();
        assertThat(next(deliveries, "archive")).isNotNull();
    }

    /** On a server's ledger it may be another machine's; here it may be set back. */
    @Test
    void whoeverWantsItSentByAClockThatIsAheadTriesTheLoginOnceMoreToo() {
        queue("a", "b", "c");
        Deliveries deliveries = deliveries(false);
        clock.advance(Duration.ofMinutes(1));
        again("a", "b", "c");
        clock.advance(Duration.ofMinutes(-1));
        assertThat(refusesLogin(deliveries)).isNotNull();
        assertThat(next(deliveries, "hook")).isNull();
        clock.advance(Duration.ofSeconds(58));
        assertThat(refusesLogin(deliveries)).isNotNull();
        clock.advance(Duration.ofSeconds(2));
        assertThat(refusesLogin(deliveries)).isNotNull();
        assertThat(next(deliveries, "hook")).isNull();
    }

    /** As a server does that shuts out for a while whoever failed to log in too often: it would do so again and again. */
    @Test
    void thatItCannotBeReachedMeanwhileMakesTheLoginNotShownMoreOften() {
        queue("a", "b");
        Deliveries deliveries = deliveries(false);
        for (int i = 0; i < 8; i++) {
            assertThat(refusesLogin(deliveries)).isNotNull();
            clock.advance(Duration.ofHours(2));
        }
        deliveries.failed(new ConnectException(), next(deliveries, "hook"));
        assertThat(refusesLogin(deliveries)).isNotNull();
        queue("c");
        clock.advance(Duration.ofMinutes(3));
        assertThat(next(deliveries, "hook")).isNull();
        clock.advance(Duration.ofMinutes(2));
        assertThat(takes(deliveries)).isEqualTo("c");
        queue("d");
        assertThat(refusesLogin(deliveries)).isEqualTo("d");
        queue("e");
        clock.advance(Duration.ofSeconds(5));
        assertThat(takes(deliveries)).as("what is taken ends it").isEqualTo("e");
    }

    @Test
    void whatWaitsBehindARefusedLoginFallsBackWhenItIsLate() {
        values.put("callwatch.destinations.hook.fallback", "archive");
        queue("a", "b", "c");
        Deliveries deliveries = deliveries(false);
        refusesLogin(deliveries);
        clock.advance(Duration.ofHours(1));
        refusesLogin(deliveries);
        assertThat(next(deliveries, "hook")).isNull();
        assertThat(waiting("archive")).containsExactly("a", "b", "c");
    }

    @Test
    void aRunOfOneAttemptShowsItForEach() {
        queue("a", "b");
        Deliveries deliveries = deliveries(true);
        assertThat(Stream.generate(() -> refusesLogin(deliveries)).limit(3)).containsExactly("a", "b", null);
    }

    private static String refusesLogin(Deliveries deliveries) {
        Dispatch dispatch = next(deliveries, "hook");
        if (dispatch == null) {
            return null;
        }
        deliveries.failed(new AuthenticationFailedException("535 5.7.8 no"), dispatch);
        return dispatch.first().id();
    }
}

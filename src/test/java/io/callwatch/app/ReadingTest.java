package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Page;
import io.callwatch.graph.Window;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only a window that was read to its last page is covered. */
class ReadingTest {
    private static final Page LAST = new Page(List.of(), List.of(), null);
    private static final Page NOT_LAST = new Page(List.of(), List.of(),
            "https://graph.example/v1.0/communications/callRecords?$skiptoken=1");

    private final Reading reading = Reading.ofFirstPage(Window.before(Instant.parse("2026-11-20T12:00:00Z"), Duration.ofHours(1)),
            new ListRequest(URI.create("https://graph.example/v1.0"), null), new Pause(InstantSource.system()));

    @Test
    void isCompleteWithItsLastPage() throws Exception {
        assertThat(reading.isComplete()).as("before its first").isFalse();
        reading.arrived(LAST);
        reading.took(LAST);
        assertThat(reading.hasNextPage()).isFalse();
        assertThat(reading.isComplete()).isTrue();
    }

    /** Nobody plans here, so that no link is followed; the rest is another window's. */
    @Test
    void isNotCompleteWhereTheRestWasCutOff() throws Exception {
        reading.arrived(NOT_LAST);
        reading.took(NOT_LAST);
        assertThat(reading.hasNextPage()).isFalse();
        assertThat(reading.isComplete()).isFalse();
    }

    @Test
    void isNotCompleteWhereItFailed() {
        reading.fail();
        assertThat(reading.hasNextPage()).isFalse();
        assertThat(reading.isComplete()).isFalse();
    }

    @Test
    void eachPageHasAttemptsAndANewTokenOfItsOwn() {
        for (int page = 0; page < 2; page++) {
            assertThat(List.of(reading.nextAttempt(), reading.nextAttempt())).containsExactly(1, 2);
            assertThat(List.of(reading.mayRenewToken(), reading.mayRenewToken())).containsExactly(true, false);
            reading.took(NOT_LAST);
        }
        reading.mayRenewToken();
        assertThat(List.of(reading.takeRefusedToken(), reading.takeRefusedToken())).containsExactly(true, false);
    }

    @Test
    void aPageThatComesAgainHasBeenLeftOutUnlessSomethingFailedMeanwhile() throws Exception {
        reading.arrived(LAST);
        reading.nextAttempt();
        reading.arrived(LAST);
        assertThatThrownBy(() -> reading.arrived(LAST)).hasMessage("judge-page has left a page unjudged");
    }
}

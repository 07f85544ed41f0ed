package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of a delivery cannot be noted: nothing more is sent there until it is. */
@Tag("file-ledger")
class UnnotedDeliveriesTest extends AtAWorkplace {
    /** Not the database's failure, but of one who reads what is in it. */
    private static final String NO_TIME = "INSERT OR REPLACE INTO notes (name, value) VALUES ('sent.hook', 'no time')";

    /** The limit keeps notes of its own, which are made with those of the delivery. */
    @BeforeEach
    void twoForTheHook() throws Exception {
        Instant now = Instant.now();
        at.onlyShortCalls("hook").sweep("all", "* * * * * ?", "3h").destination("hook", Map.of("max-per-hour", "60"));
        at.tenant.publish(CallJson.call().start(now.minusSeconds(60)).lasting(Duration.ofSeconds(2)),
                CallJson.call().start(now.minusSeconds(70)).lasting(Duration.ofSeconds(2)));
        at.runOnceAt(now.minus(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT RAISE(FAIL, 'disk full')", NO_TIME})
    void aLedgerThatCannotNoteWhatWasTakenMakesNoSecondPost(String fault) throws Exception {
        at.ledger().change("CREATE TRIGGER fault AFTER UPDATE OF attempts ON deliveries BEGIN " + fault + "; END");
        try (LogLines log = new LogLines("app"); Watching watching = Watching.scheduled(at)) {
            // of two events; the other waits until it is known what became of the one
            await().atMost(Duration.ofSeconds(30)).until(() -> !at.receiver.received().isEmpty());
            awaitPasses(3);
            assertThat(at.receiver.received()).hasSize(1);
            assertThat(log.all()).filteredOn(line -> line.contains("could not be noted")).as("once a minute, not at each try").hasSize(1);
            at.ledger().change("DROP TRIGGER fault");
            at.ledger().change("DELETE FROM notes WHERE name = 'sent.hook'");
            await().atMost(Duration.ofSeconds(30)).until(() -> at.receiver.received().size() == 2 && at.run("deliveries") == 0);
            assertThat(at.receiver.received()).extracting(r -> r.header("webhook-id")).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatWasRefusedIsNotTriedAgainBeforeThatIsNoted() throws Exception {
        at.receiver.always(Answer.status(410));
        at.ledger().change("CREATE TRIGGER fault AFTER UPDATE OF attempts ON deliveries BEGIN " + NO_TIME + "; END");
        try (Watching watching = Watching.scheduled(at)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !at.receiver.received().isEmpty());
            awaitPasses(3);
            at.ledger().change("DROP TRIGGER fault");
            at.ledger().change("DELETE FROM notes WHERE name = 'sent.hook'");
            await().atMost(Duration.ofSeconds(30)).until(() -> at.output("deliveries", "--state", "dead").lines().count() > 2);
        }
        assertThat(at.receiver.received()).hasSize(1);
    }

    /** One begins each second, as deliveries are tried. */
    private static void awaitPasses(int count) {
        try (LogLines passes = new LogLines("app.Sweeps")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> passes.all().size() >= count);
        }
    }
}

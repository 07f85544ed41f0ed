package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.Answer;
import io.callwatch.sandbox.CallJson;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook that wants no more: what is said of it, and how it is started again. */
class StoppedDestinationTest extends AtAWorkplace {
    @BeforeEach
    void oneShortCall() {
        at.onlyShortCalls("archive,hook,ops-mail");
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @Test
    void aWebhookThatIsGoneIsFinalAtOnceAndCanBeSentAgain() throws Exception {
        at.receiver.next(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).as("dead stays incomplete").isEqualTo(1);
        assertThat(at.receiver.received()).hasSize(1);
        assertThat(at.run("deliveries", "--state", "dead")).isEqualTo(1);
        assertThat(at.run("deliveries", "retry", at.receiver.received().get(0).header("webhook-id"))).isZero();
        assertThat(at.receiver.accepted()).hasSize(1);
        assertThat(at.run("deliveries")).isZero();
        assertThat(at.output("deliveries", "--state", "delivered")).as("nothing of it is wrong any more").doesNotContain("410", "not shown");
    }

    @Test
    void aWebhookThatIsGoneIsStoppedUntilSomebodyTriesAgain() throws Exception {
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(700)).lasting(Duration.ofSeconds(2)),
                CallJson.call().start(NOON.minusSeconds(750)).lasting(Duration.ofSeconds(2)));
        at.receiver.next(Answer.status(410));
        try (LogLines log = new LogLines("app.DeliveryLog")) {
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(log.all()).hasSize(3).last().isEqualTo("2 more messages to hook are dead for the same reason: see 'callwatch deliveries'");
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(800)).lasting(Duration.ofSeconds(2)));
            assertThat(at.runOnceAt(NOON)).isEqualTo(1);
            assertThat(log.all()).hasSize(4).last().isEqualTo("1 more message to hook is dead for the same reason: see 'callwatch deliveries'");
        }
        assertThat(at.receiver.received()).as("nothing more is sent there").hasSize(1);
        assertThat(at.archive()).as("the others go on").hasSize(4);
        String why = " stopped: the other side answered 410: it wants no more of these; '";
        assertThat(at.output("status")).contains("\nDestination hook is" + why + "callwatch deliveries retry --all' starts it again.");
        try (LogLines log = new LogLines("app.Deliveries")) {
            Watching.byHand(at, InstantSource.fixed(NOON)).close();
            assertThat(log.all()).containsExactly("destination hook is still" + why + "deliveries retry --all' starts it again");
        }
        at.receiver.next(Answer.status(503));
        assertThat(at.run("deliveries", "retry", "--all")).as("the first is not taken").isEqualTo(1);
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(at.output("status")).doesNotContain("stopped");
        assertThat(at.receiver.accepted()).hasSize(4);
        assertThat(at.runOnceAt(NOON)).isZero();
    }

    /** By the process that holds the ledger, which is waited for. */
    @Test
    void whatIsTriedAgainBesideARunIsSaidOnceThatHasSentIt() throws Exception {
        at.receiver.next(Answer.status(410), Answer.status(503));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        try (Watching watching = Watching.scheduled(at)) {
            assertThat(at.output("deliveries", "retry", "--all")).contains(" to hook: pending, the other side answered 503\n");
            assertThat(at.run("deliveries", "retry", "--all")).isZero();
            assertThat(at.receiver.received()).hasSize(3);
            assertThat(watching.application.context().isStarted()).isTrue();
        }
    }

    @Test
    void aDeadDeliveryCanBeTakenOffTheList() throws Exception {
        at.receiver.next(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        String[] dismiss = {"deliveries", "dismiss", at.receiver.received().get(0).header("webhook-id")};
        assertThat(at.run(dismiss)).isZero();
        assertThat(at.run(dismiss)).as("it is off the list").isEqualTo(1);
        assertThat(at.runOnceAt(NOON)).isZero();
    }

    @Test
    void aStoppedDestinationIsStartedAgainAlsoWhenNothingOfItIsListed() throws Exception {
        at.receiver.next(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.run("deliveries", "dismiss", at.receiver.received().get(0).header("webhook-id"))).isZero();
        assertThat(at.output("status")).contains("\nhook         0          0        0     -\n",
                "\nDestination hook is stopped: the other side answered 410: it wants no more of these; '");
        assertThat(at.output("deliveries", "retry", "--all")).isEqualTo("Destination hook is started again.\nNothing is pending or dead.\n");
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(800)).lasting(Duration.ofSeconds(2)));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.receiver.accepted()).hasSize(1);
    }

    /** Also by one event of it alone; of whatever was not stopped nothing is said. */
    @Test
    void whoTriesOneEventAgainIsToldThatItsDestinationIsStarted() throws Exception {
        at.receiver.next(Answer.status(410), Answer.status(503), Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        String event = at.receiver.received().get(0).header("webhook-id");
        assertThat(at.output("deliveries", "retry", event, "--json")).contains("\"the other side answered 503\"")
                .endsWith("\"nothing\":[],\"started\":[\"hook\"]}\n");
        assertThat(at.output("deliveries", "retry", event, "--json")).contains("\"the other side answered 410: ").endsWith("\"started\":[]}\n");
        assertThat(at.output("deliveries", "retry", event)).isEqualTo("Destination hook is started again.\n" + event + " to hook: delivered\n");
    }

    @Test
    void aStoppedDestinationThatIsNoLongerConfiguredIsNotSaidForEver() throws Exception {
        at.receiver.next(Answer.status(410));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.onlyShortCalls("archive").without("callwatch.destinations.hook.type").without("callwatch.destinations.hook.url")
                .without("callwatch.destinations.hook.secret");
        assertThat(at.output("status")).contains("\nDestination hook is stopped: ");
        assertThat(at.output("deliveries", "retry", "--all")).startsWith("Destination hook is started again.\n");
        assertThat(at.output("status")).doesNotContain("stopped");
    }
}

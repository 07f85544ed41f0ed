package io.callwatch.cli;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.app.Prepared;
import io.callwatch.config.ConfigurationException;
import io.callwatch.config.DestinationSettings;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Outbox;
import io.callwatch.rule.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Sends one marked event through the production path, and says what the other side answered. */
@Command(name = "notify-test", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Sends one marked event to a destination and says what came of it.")
final class NotifyTestCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;
    @Parameters(paramLabel = "DESTINATION", description = "The destination's name.")
    private String name;

    @Override
    public Integer call() throws Exception {
        Prepared prepared = Session.prepare(root.config());
        DestinationSettings destination = Session.destination(prepared, name);
        String id = UUID.randomUUID().toString();
        Event event = new Event(id, EventType.TEST, Instant.now().truncatedTo(ChronoUnit.SECONDS),
                prepared.settings().graph().tenantId(), null, Severity.INFO, "Test of the destination " + name + ": no call is behind it",
                List.of(), null, List.of(), id);
        return send(prepared, destination, event);
    }

    /** By itself; or, where a file is in the hands of a process that runs, by that one. */
    private int send(Prepared prepared, DestinationSettings destination, Event event) throws Exception {
        try (OneShot work = OneShot.aside(prepared, List.of(destination))) {
            add(work.ledger(), event);
            work.application().deliverOnce();
            return say(work.ledger().read(sql -> Outbox.find(sql, event.id(), name)).orElseThrow(), work.application().answer(name));
        } catch (ConfigurationException held) {
            if (!(destination instanceof DestinationSettings.File) || !isHeld(prepared)) {
                throw held;
            }
        }
        try (Session session = Session.beside(root.config())) {
            Instant asked = Instant.now();
            add(session.ledger(), event);
            return say(DeliveriesRetry.settled(session, new DeliveryList.Target(event.id(), name), asked, asked.plus(DeliveriesRetry.PATIENCE))
                    .orElseThrow(), Optional.empty());
        }
    }

    private int say(Delivery delivery, Optional<String> answer) {
        boolean taken = delivery.state() == Delivery.State.DELIVERED;
        String answered = taken ? answer.orElse(null) : null;
        Results.out().println(root.inJson()
                ? new JsonObject().put("event", delivery.event().id()).put("destination", name).put("delivered", taken)
                .put("answer", answered).put("reason", reason(delivery)).toString()
                : !taken ? "not delivered: " + reason(delivery) : "delivered: " + name + " has taken the event " + delivery.event().id()
                        + (answered == null ? "" : "; " + answered));
        return taken ? 0 : 1;
    }

    /** Also of one that was not tried yet: whoever runs has much to send there before, or knows no destination of this name. */
    static String reason(Delivery delivery) {
        return delivery.state() == Delivery.State.PENDING && delivery.last() == null
                ? "the process that holds the ledger has not tried it yet; 'callwatch deliveries' shows what becomes of it" : delivery.failure();
    }

    /** Asked for by hand, it waits for no hours and no digest. */
    private void add(Ledger ledger, Event event) {
        ledger.change(sql -> {
            Instant now = Instant.now();
            Outbox.add(sql, event, List.of(name), now);
            Outbox.again(sql, Outbox.find(sql, event.id(), name).orElseThrow(), now);
        });
    }

    private boolean isHeld(Prepared prepared) {
        try (Ledger free = prepared.ledger().open()) {
            return false;
        } catch (LedgerException e) {
            return e.isHeld();
        }
    }
}

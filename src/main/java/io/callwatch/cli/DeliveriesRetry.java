package io.callwatch.cli;

import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tries deliveries again now, and says what came of it: by itself, or by the process that holds the ledger. */
@Command(name = "retry", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Tries deliveries again now and says what came of it.")
final class DeliveriesRetry implements Callable<Integer> {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParentCommand
    private DeliveriesCommand parent;
    @Option(names = "--all", description = "All that are pending or dead.")
    private boolean all;
    @Parameters(paramLabel = "ID", arity = "0..*", description = "Event ids.")
    private List<String> ids = List.of();

    private final List<String> started = new ArrayList<>();
    private final List<String> nothing = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        DeliveriesCommand.requireChosen("retry", all, ids);
        List<DeliveryList.Target> chosen;
        Instant asked = Instant.now();
        try (Session session = Session.beside(parent.root().config())) {
            if (all) {
                started.addAll(session.ledger().write(Outbox::openAll));
            }
            chosen = session.ledger().write(sql -> {
                List<DeliveryList.Target> open = DeliveryList.open(sql).stream().filter(t -> all || ids.contains(t.eventId())).toList();
                for (DeliveryList.Target target : open) {
                    Delivery delivery = Outbox.find(sql, target.eventId(), target.destination()).orElseThrow();
                    if (!DeliveriesCommand.isStray(delivery, session.destinations()) && Outbox.again(sql, delivery, asked)) {
                        started.add(target.destination());
                    }
                }
                return open;
            });
            started.forEach(name -> say("Destination " + name + " is started again."));
            if (chosen.isEmpty() && all) {
                say("Nothing is pending or dead.");
            }
            ids.stream().distinct().filter(id -> chosen.stream().noneMatch(t -> t.eventId().equals(id))).forEach(nothing::add);
            nothing.forEach(id -> say(id + ": nothing pending or dead"));
        }
        return chosen.isEmpty() ? report(chosen, asked, asked) : deliver(chosen, asked);
    }

    /** A process that holds the ledger sees what is due by itself, and is waited for; else it is done here. */
    private int deliver(List<DeliveryList.Target> chosen, Instant asked) throws Exception {
        try (OneShot work = OneShot.open(parent.root().config(), InstantSource.system())) {
            work.application().deliverOnce();
            return report(chosen, asked, asked);
        } catch (LedgerException held) {
            if (!held.isHeld()) {
                throw held;
            }
        }
        return report(chosen, asked, asked.plus(PATIENCE));
    }

    private int report(List<DeliveryList.Target> chosen, Instant asked, Instant until) throws InterruptedException {
        try (Session session = Session.beside(parent.root().config())) {
            List<JsonObject> tried = new ArrayList<>();
            boolean good = nothing.isEmpty();
            for (DeliveryList.Target target : chosen) {
                Optional<Delivery> now = settled(session, target, asked, until);
                String state = now.map(delivery -> delivery.state().word()).orElse(null);
                String reason = now.isEmpty() ? "no longer in the ledger" : now.get().failure();
                good &= now.isEmpty() || now.get().state() == Delivery.State.DELIVERED;
                tried.add(new JsonObject().put("event", target.eventId()).put("destination", target.destination()).put("state", state)
                        .put("reason", reason));
                say(target.eventId() + " to " + target.destination() + ": "
                        + Stream.of(state, reason).filter(Objects::nonNull).collect(Collectors.joining(", ")));
            }
            if (parent.root().inJson()) {
                Results.out().println(new JsonObject().put("deliveries", tried).put("nothing", nothing).put("started", started));
            }
            return good ? 0 : 1;
        }
    }

    private void say(String line) {
        if (!parent.root().inJson()) {
            Results.out().println(line);
        }
    }

    /**
     * What came of it since it was asked for; as it is where nothing has until then.
     *
     * @return empty where it is gone: delivered long after its event, or forgotten or dismissed meanwhile
     */
    static Optional<Delivery> settled(Session session, DeliveryList.Target target, Instant asked, Instant until) throws InterruptedException {
        while (true) {
            Optional<Delivery> now = session.ledger().read(sql -> Outbox.find(sql, target.eventId(), target.destination()));
            if (now.isPresent() && DeliveriesCommand.isStray(now.get(), session.destinations())) {
                return Optional.of(now.get().because(DeliveriesCommand.NOT_CONFIGURED));
            }
            if (now.isEmpty() || now.get().last() != null && !now.get().last().isBefore(asked) || Instant.now().isAfter(until)) {
                return now;
            }
            Thread.sleep(200);
        }
    }
}

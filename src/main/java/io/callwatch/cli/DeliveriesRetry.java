package io.callwatch.cli;

import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.ledger.LedgerException;
import io.callwatch.ledger.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tries deliveries again now, and says what came of it: by itself, or by the process that holds the ledger. */
@Command(name = "retry", mixinStandardHelpOptions = true, description = "Tries deliveries again now and says what came of it.")
final class DeliveriesRetry implements Callable<Integer> {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParentCommand
    private DeliveriesCommand parent;
    @Option(names = "--all", description = "All that are pending or dead.")
    private boolean all;
    @Parameters(paramLabel = "ID", arity = "0..*", description = "Event ids.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws Exception {
        if (all == !ids.isEmpty()) {
            throw new UsageException("deliveries retry takes event ids, or --all");
        }
        List<DeliveryList.Target> chosen;
        Instant asked = Instant.now();
        try (Session session = Session.beside(parent.root().config())) {
            if (all) {
                session.ledger().write(Outbox::openAll).forEach(name -> System.out.println("Destination " + name + " is started again."));
            }
            chosen = session.ledger().write(sql -> {
                List<DeliveryList.Target> open = DeliveryList.open(sql).stream().filter(t -> all || ids.contains(t.eventId())).toList();
                for (DeliveryList.Target target : open) {
                    Delivery delivery = Outbox.find(sql, target.eventId(), target.destination()).orElseThrow();
                    if (!DeliveriesCommand.isStray(delivery, session.destinations())) {
                        Outbox.again(sql, delivery, asked);
                    }
                }
                return open;
            });
            if (chosen.isEmpty() && all) {
                System.out.println("Nothing is pending or dead.");
            }
            ids.stream().distinct().filter(id -> chosen.stream().noneMatch(t -> t.eventId().equals(id)))
                    .forEach(id -> System.out.println(id + ": nothing pending or dead"));
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
            boolean good = true;
            for (DeliveryList.Target target : chosen) {
                Delivery now = settled(session, target, asked, until).orElse(null);
                if (now == null) {
                    System.out.println(target.eventId() + " to " + target.destination() + ": no longer in the ledger");
                    continue;
                }
                good &= now.state() == Delivery.State.DELIVERED;
                System.out.println(now.event().id() + " to " + now.destination() + ": " + now.state().word()
                        + (now.failure() == null ? "" : ", " + now.failure()));
            }
            Set<String> tried = chosen.stream().map(DeliveryList.Target::eventId).collect(Collectors.toSet());
            return good && tried.containsAll(ids) ? 0 : 1;
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
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
        }
    }
}

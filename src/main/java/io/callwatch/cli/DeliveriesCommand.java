package io.callwatch.cli;

import io.callwatch.config.Durations;
import io.callwatch.ledger.Delivery;
import io.callwatch.ledger.DeliveryList;
import io.callwatch.text.HowMany;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "deliveries", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists deliveries; 'retry' tries them again now, 'dismiss' takes dead ones off the list.",
        subcommands = {DeliveriesCommand.Dismiss.class, DeliveriesRetry.class})
final class DeliveriesCommand implements Callable<Integer> {
    static final String NOT_CONFIGURED = "no destination of this name is configured";

    @ParentCommand
    private RootCommand root;
    @Option(names = "--state", paramLabel = "STATE", description = "pending, delivered or dead; without it pending and dead ones.")
    private String state;

    @Override
    public Integer call() {
        List<Delivery.State> states = states();
        try (Session session = Session.beside(root.config())) {
            long all = count(session, states);
            if (root.inJson()) {
                printJson(session, states);
            } else {
                List<Delivery> found = part(session, states, Optional.empty());
                Results.out().println(found.isEmpty() ? none() : words(found, all, Instant.now()));
            }
            return all == 0 || states.contains(Delivery.State.DELIVERED) ? 0 : 1;
        }
    }

    private static List<Delivery> part(Session session, List<Delivery.State> states, Optional<Delivery> after) {
        return session.ledger().read(sql -> DeliveryList.part(sql, states, after, Table.MOST))
                .stream().map(d -> isStray(d, session.destinations()) ? d.because(NOT_CONFIGURED) : d).toList();
    }

    static boolean isStray(Delivery delivery, Set<String> destinations) {
        return delivery.state() == Delivery.State.PENDING && !destinations.contains(delivery.destination());
    }

    private List<Delivery.State> states() {
        if (state == null) {
            return List.of(Delivery.State.PENDING, Delivery.State.DEAD);
        }
        try {
            return List.of(Delivery.State.of(state));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--state takes pending, delivered or dead, saw '" + state + "'");
        }
    }

    private static long count(Session session, List<Delivery.State> states) {
        return session.ledger().read(sql -> {
            long count = 0;
            for (Delivery.State state : states) {
                count += DeliveryList.count(sql, state);
            }
            return count;
        });
    }

    private String none() {
        return state == null ? "Nothing is pending or dead." : "No delivery is " + state + ".";
    }

    private static String words(List<Delivery> found, long all, Instant now) {
        Table table = new Table("event", "destination", "state", "queued", "attempts", "next", "type", "rule", "reason");
        found.forEach(d -> table.row(d.event().id(), d.destination(), d.state().word(), StatusCommand.ago(d.queued(), now),
                d.attempts(), isToBeSent(d) ? due(d, now) : "-", d.event().type().word(), d.event().rule(),
                d.failure()));
        String hint = found.stream().anyMatch(d -> d.state() == Delivery.State.DEAD || NOT_CONFIGURED.equals(d.failure()))
                ? "\nDead, or without their destination: 'callwatch deliveries retry EVENT…' tries again now, "
                        + "'deliveries dismiss EVENT…' takes it off the list." : "";
        return table + table.left(all) + hint;
    }

    private static boolean isToBeSent(Delivery delivery) {
        return delivery.state() == Delivery.State.PENDING && !NOT_CONFIGURED.equals(delivery.failure());
    }

    private static String due(Delivery delivery, Instant now) {
        return delivery.next().isAfter(now)
                ? "in " + Durations.words(Duration.between(now, delivery.next()))
                : delivery.attempts() == 0 ? "when its destination takes it" : "now";
    }

    private static void printJson(Session session, List<Delivery.State> states) {
        try (JsonDocument document = new JsonDocument()) {
            document.list("deliveries", entries -> {
                Optional<Delivery> last = Optional.empty();
                do {
                    List<Delivery> part = part(session, states, last);
                    part.forEach(d -> entries.accept(json(d)));
                    last = part.stream().reduce((earlier, later) -> later);
                } while (last.isPresent());
            });
        }
    }

    private static JsonObject json(Delivery d) {
        return new JsonObject().put("event", d.event().id())
                .put("destination", d.destination()).put("state", d.state().word()).put("type", d.event().type().word())
                .put("rule", d.event().rule()).put("queued", d.queued()).put("attempts", d.attempts())
                .put("next", isToBeSent(d) && d.next().isAfter(Instant.EPOCH) ? d.next() : null).put("last", d.last())
                .put("reason", d.failure());
    }

    RootCommand root() {
        return root;
    }

    /** Some by their events, or all: not both, and not neither. */
    static void requireChosen(String command, boolean all, List<String> ids) {
        if (all == !ids.isEmpty()) {
            throw new UsageException("deliveries " + command + " takes event ids, or --all");
        }
    }

    @Command(name = "dismiss", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Takes deliveries of these events that are dead, or whose destination is not configured, off the list.")
    static final class Dismiss implements Callable<Integer> {
        @ParentCommand
        private DeliveriesCommand parent;
        @Option(names = "--all", description = "All that are dead, or whose destination is not configured.")
        private boolean all;
        @Parameters(paramLabel = "ID", arity = "0..*", description = "Event ids.")
        private List<String> ids = List.of();

        @Override
        public Integer call() {
            requireChosen("dismiss", all, ids);
            try (Session session = Session.beside(parent.root().config())) {
                Map<String, Integer> dismissed = session.ledger().write(sql -> {
                    Map<String, Integer> counts = new LinkedHashMap<>();
                    for (String id : new LinkedHashSet<>(all ? DeliveryList.toDismiss(sql, session.destinations()) : ids)) {
                        counts.put(id, DeliveryList.dismiss(sql, id, session.destinations()));
                    }
                    return counts;
                });
                if (parent.root.inJson()) {
                    Results.out().println(new JsonObject().put("deliveries", dismissed.entrySet().stream()
                            .map(one -> new JsonObject().put("event", one.getKey()).put("dismissed", one.getValue())).toList()));
                } else if (all) {
                    Results.out().println(HowMany.of(dismissed.values().stream().mapToInt(count -> count).sum(), "delivery", "deliveries")
                            + " off the list");
                } else {
                    dismissed.forEach((id, count) ->
                            Results.out().println(id + ": " + (count == 0 ? "no dead delivery" : count + " dismissed")));
                }
                return dismissed.containsValue(0) ? 1 : 0;
            }
        }
    }
}

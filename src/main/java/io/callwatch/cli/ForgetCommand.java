package io.callwatch.cli;

import io.callwatch.ledger.Person;
import io.callwatch.text.HowMany;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "forget", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Takes a person out of the ledger and the quarantine; what was sent is elsewhere and stays there.")
final class ForgetCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;
    @Option(names = "--person", paramLabel = "ID", required = true,
            description = "A user's or guest's id, name or address, or a number; one under 9 characters as the whole of a value.")
    private String id;

    @Override
    public Integer call() {
        if (id.isBlank()) {
            throw new UsageException("--person takes an id, saw none");
        }
        try (Session session = Session.beside(root.config())) {
            Person.Forgotten forgotten = session.ledger().write(sql -> Person.forget(sql, id));
            session.ledger().emptyLog();
            Results.out().println(root.inJson() ? new JsonObject().put("events", forgotten.events()).put("deliveries", forgotten.deliveries())
                    .put("quarantined", forgotten.quarantined()).put("others", forgotten.others())
                    : HowMany.of(forgotten.events(), "event") + " with "
                            + HowMany.of(forgotten.deliveries(), "delivery", "deliveries") + ", "
                            + HowMany.of(forgotten.quarantined(), "quarantined record") + " and "
                            + HowMany.of(forgotten.others(), "other row") + " are forgotten");
            return 0;
        }
    }
}

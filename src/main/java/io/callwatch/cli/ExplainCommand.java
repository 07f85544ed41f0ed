package io.callwatch.cli;

import io.callwatch.app.FirstStart;
import io.callwatch.ledger.CallHistory;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Why a call did or did not alert: versions seen, each rule's verdict, each delivery.")
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;
    @Parameters(paramLabel = "CALL_ID", description = "The call's id.")
    private String callId;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.beside(root.config())) {
            CallHistory history = session.ledger().read(sql ->
                    CallHistory.read(sql, session.settings().graph().tenantId(), callId));
            Explained explained = Explained.of(callId, history, session.prepared().rules(),
                    () -> ReadAgain.of(callId, history, session));
            Results.out().println(root.inJson() ? explained.json() : explained.words(FirstStart.alertsFrom(session.ledger()), Instant.now()));
            return history.isSeen() ? 0 : 1;
        }
    }
}

package io.callwatch.app;

import io.callwatch.config.DestinationSettings;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.LedgerFile;
import java.util.List;

/** The application with the ledger and the files that it works on. Where it cannot be had, and when it is closed, all is let go of. */
public record Opened(Ledger ledger, Application application) implements AutoCloseable {
    /** @param settings of the destinations that are wanted */
    public static Opened of(Prepared prepared, LedgerFile file, List<DestinationSettings> settings, ProgressLine progress, Run run) {
        Ledger ledger = file.open();
        Destinations destinations = null;
        try {
            destinations = Destinations.open(prepared, settings, run.realClock());
            return new Opened(ledger, new Application(prepared, ledger, destinations, progress, run));
        } catch (Throwable e) {
            try (ledger; Destinations files = destinations) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        try (ledger) { // last, since it is written to the end
            application.close();
        }
    }
}

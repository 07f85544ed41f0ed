package io.callwatch.app;

import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Origins;
import io.callwatch.rule.History;
import java.time.Instant;

/** What rules ask of earlier calls, answered by the ledger once it is open; rules are compiled before. Threads may share it. */
public final class LedgerHistory implements History {
    private volatile History opened = (origin, value, from, to) -> false;

    public void open(Ledger ledger, long tenant) {
        Origins origins = new Origins(tenant);
        opened = (origin, value, from, to) -> ledger.read(sql -> origins.seen(sql, origin, value, from, to));
    }

    @Override
    public boolean seen(Origin origin, String value, Instant from, Instant to) {
        return opened.seen(origin, value, from, to);
    }
}

package io.callwatch.app;

import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Origins;
import io.callwatch.rule.History;
import java.time.Instant;

/** What rules ask of earlier calls, answered by the ledger once it is open; rules are compiled before. Threads may share it. */
public final class LedgerHistory implements History {
    private volatile Ledger ledger;
    private volatile Origins origins;

    public void open(Ledger opened, long tenant) {
        origins = new Origins(tenant);
        ledger = opened;
    }

    @Override
    public boolean seen(Origin origin, String value, Instant from, Instant to) {
        return ledger != null && ledger.read(sql -> origins.seen(sql, origin, value, from, to));
    }
}

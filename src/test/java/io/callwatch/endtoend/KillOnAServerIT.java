package io.callwatch.endtoend;

import io.callwatch.ledger.LedgerPlace;
import java.nio.file.Path;

/** The same with PostgreSQL, and fewer kills: a start on it takes longer. */
class KillOnAServerIT extends KillIT {
    @Override
    LedgerPlace ledger(Path folder) {
        return LedgerPlace.onAServer(folder);
    }

    @Override
    int kills() {
        return 5;
    }
}

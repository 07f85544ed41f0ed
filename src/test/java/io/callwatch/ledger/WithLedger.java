package io.callwatch.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A new ledger for each test. */
public abstract class WithLedger {
    @TempDir
    protected Path folder;
    protected Ledger ledger;

    @BeforeEach
    void open() {
        ledger = LedgerPlace.in(folder).open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }
}

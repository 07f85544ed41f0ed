package io.callwatch.endtoend;

import io.callwatch.ledger.LedgerPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, to be started in a folder with nothing in it, and a configuration elsewhere. */
abstract class InAnEmptyFolder {
    @TempDir
    Path temporary;
    Path empty;
    Workplace at;

    @BeforeEach
    void open() throws Exception {
        empty = Files.createDirectory(temporary.resolve("empty"));
        at = new Workplace(ledger(Files.createDirectory(temporary.resolve("place"))));
    }

    LedgerPlace ledger(Path folder) {
        return LedgerPlace.in(folder);
    }

    @AfterEach
    void close() {
        at.close();
    }
}

package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection to the server is cut while the tables are brought up. */
class CutMigrationTest {
    @TempDir
    private Path folder;

    /** Else the next start would change them once more, and be refused by the server for ever. */
    @Test
    @Tag("server-ledger")
    void tablesAreChangedWhereThatIsNotedAndNowhereElse() throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        place.migrateTo("5");
        place.change("CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
                        + "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END'",
                "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON flyway_schema_history DEFERRABLE INITIALLY DEFERRED "
                        + "FOR EACH ROW EXECUTE FUNCTION cut()");
        assertThatThrownBy(place::open).isInstanceOf(LedgerException.class);
        place.change("DROP FUNCTION cut() CASCADE");
        try (Ledger ledger = place.open()) {
            assertThat(ledger.<Long>read(sql -> sql.number("SELECT COUNT(*) FROM newer_versions"))).isZero();
        }
    }
}

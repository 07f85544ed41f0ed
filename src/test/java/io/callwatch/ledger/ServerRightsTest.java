package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of a database server may do, and what people are told where that is too little. */
@Tag("server-ledger")
class ServerRightsTest {
    private static final String IN_A_SCHEMA = "?currentSchema=watching";

    @TempDir
    private Path folder;
    private LedgerPlace place;

    @BeforeEach
    void aDatabaseOfItsOwn() {
        place = LedgerPlace.in(folder);
    }

    @Test
    void whoMayMakeNoTablesIsToldWhatToGrant() throws Exception {
        place.change("REVOKE CREATE ON SCHEMA public FROM PUBLIC", "CREATE ROLE \"call-watch\" LOGIN");
        assertThatThrownBy(() -> new LedgerFile(place.url(), "call-watch", "any", folder).open()).isInstanceOf(LedgerException.class)
                .hasMessageContaining("GRANT CREATE ON SCHEMA public TO \"call-watch\"");
    }

    @Test
    void whoMayNotMakeOrUseTheSchemaThatTheUrlNamesIsToldWhatToGrant() throws Exception {
        place.change("CREATE ROLE guest LOGIN");
        LedgerFile file = new LedgerFile(place.url() + IN_A_SCHEMA, "guest", "any", folder);
        assertThatThrownBy(file::open).isInstanceOf(LedgerException.class)
                .hasMessageContaining("GRANT CREATE ON DATABASE " + place.url().replaceFirst(".*/", "") + " TO guest");
        place.change("CREATE SCHEMA watching");
        for (ThrowingCallable opening : List.<ThrowingCallable>of(file::open, file::openBeside)) {
            assertThatThrownBy(opening).isInstanceOf(LedgerException.class)
                    .hasMessageContaining("GRANT USAGE, CREATE ON SCHEMA watching TO guest");
        }
        place.change("GRANT USAGE, CREATE ON SCHEMA watching TO guest");
        file.open().close();
    }

    @Test
    void whereThereIsNoSchemaForTablesOneIsToBeNamedAndNoneIsMade() throws Exception {
        place.change("DROP SCHEMA public");
        assertThatThrownBy(place::open).isInstanceOf(LedgerException.class).hasMessageContaining("?currentSchema=NAME");
        try (Connection connection = place.connect(); ResultSet schema = connection.getMetaData().getSchemas(null, "%public%")) {
            assertThat(schema.next()).as("a schema by the name of all that were looked for").isFalse();
        }
    }

    @Test
    void whoMayNotWriteToItsTablesIsToldWhatToGrant() throws Exception {
        place.open().close();
        place.change("CREATE ROLE reader LOGIN", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
        try (Ledger ledger = new LedgerFile(place.url(), "reader", "any", folder).openBeside()) {
            assertThatThrownBy(() -> ledger.change(sql -> Notes.put(sql, "none", ""))).isInstanceOf(LedgerException.class)
                    .hasMessageContainingAll("permission denied for table notes", "callwatch.ledger.username",
                            "GRANT this one SELECT, INSERT, UPDATE and DELETE");
        }
    }

    @Test
    void aSchemaThatTheUrlNamesIsMade() throws Exception {
        try (Ledger ledger = new LedgerFile(place.url() + IN_A_SCHEMA, place.username(), place.password(), folder).open()) {
            ledger.change(sql -> Notes.put(sql, "kept", ""));
        }
        place.change("UPDATE watching.notes SET value = 'there'");
    }
}

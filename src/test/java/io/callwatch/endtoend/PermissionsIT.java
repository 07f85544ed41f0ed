package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.FreePort;
import io.callwatch.sandbox.KeyPairOfKeytool;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The packaged jar where it may not read or write what it needs. */
class PermissionsIT extends InAnEmptyFolder {
    /** Read-only as a restored backup or a wrong owner leaves it: nothing is read or sent, and the message says what to do. */
    @Test
    void aReadOnlyLedgerIsRefusedAndLeftAsItIs() throws Exception {
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(2)));
        at.withoutRules().rule("short-call", "call.duration < duration('5s')", "archive");
        try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        int requests = at.tenant.requests().size();
        Path ledger = at.folder.resolve("data/callwatch.db");
        byte[] before = Files.readAllBytes(ledger);
        Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("r--r--r--"));
        try (Jar jar = Jar.startHeldToPermissions(empty, "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isEqualTo(2);
            assertThat(jar.err()).contains("callwatch.db").doesNotContain("\tat ");
        }
        assertThat(at.tenant.requests()).hasSize(requests);
        assertThat(Files.readAllBytes(ledger)).isEqualTo(before);
        Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(ledger.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
        try (Jar jar = Jar.startHeldToPermissions(empty, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.out()).isEqualTo(2);
            assertThat(jar.err()).contains("callwatch.ledger.url", ledger.getParent() + " cannot be written");
        } finally {
            Files.setPosixFilePermissions(ledger.getParent(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** As in a container without a place for what is passing, where the launcher brings SQLite's library. */
    @Test
    void healthIsThereWithoutAFolderForWhatIsPassing() throws Exception {
        Path noFolder = Files.createFile(temporary.resolve("no-folder"));
        try (FreePort port = new FreePort()) {
            at.set("callwatch.management.port", Integer.toString(port.number()));
            try (Jar jar = Jar.start(empty, List.of("-Djava.io.tmpdir=" + noFolder, "-Dorg.sqlite.tmpdir=" + temporary), "--config",
                    at.config().toString())) {
                URI live = URI.create("http://127.0.0.1:" + port.number() + "/observe/health/live");
                jar.await(() -> {
                    try (InputStream answer = live.toURL().openStream()) {
                        return new String(answer.readAllBytes(), StandardCharsets.UTF_8).contains("UP");
                    } catch (IOException e) { // the port is not open yet, or what it belongs to has not started: 503
                        return false;
                    }
                });
                jar.terminate();
                assertThat(jar.exitCode()).as(jar.err()).isZero();
            }
        }
    }

    /** And somebody asks for its health, whom it cannot let in: a stack trace each second, which would fill a disk in a night. */
    @Test
    void thatItMayOpenNoMoreFilesIsSaidInALine() throws Exception {
        try (FreePort port = new FreePort()) {
            at.onlyShortCalls("ops-mail").sweep("all", "* * * * * ?", "3h")
                    .set("callwatch.management.port", Integer.toString(port.number()));
            try (Jar jar = Jar.start(empty, List.of(), "--config", at.config().toString())) {
                jar.await(() -> jar.err().contains(" sweep all: "));
                jar.lowersItsLimitOfOpenFiles();
                try (Socket asks = new Socket("127.0.0.1", port.number())) {
                    at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(60)).lasting(Duration.ofSeconds(2)));
                    jar.await(() -> jar.err().contains(" to ops-mail failed, attempt 1: this process may have no more files and connections"));
                    assertThat(asks.isConnected()).isTrue();
                }
                jar.terminate();
                assertThat(jar.exitCode()).as(jar.err()).isZero();
                assertThat(jar.err().lines()).as(jar.err()).allMatch(line -> line.matches("\\S+Z (INFO |WARN |ERROR) .*"));
            }
        }
    }

    @Test
    void ofALedgerThatIsReachedByALinkTheFolderOfItsFileIsWritten() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("real"));
        Path links = Files.createDirectory(temporary.resolve("links"));
        at.set("callwatch.ledger.url", "jdbc:sqlite:" + Files.createSymbolicLink(links.resolve("link.db"),
                Files.createFile(folder.resolve("ledger.db"))));
        Files.setPosixFilePermissions(links, PosixFilePermissions.fromString("r-xr-xr-x"));
        try (Jar jar = Jar.startHeldToPermissions(empty, "run", "--once", "--config", at.config().toString())) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        Files.setPosixFilePermissions(links, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try (Jar jar = Jar.startHeldToPermissions(empty, "status", "--config", at.config().toString())) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains(folder + " cannot be written");
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aSecretAndAListThatThisUserMayNotReadAreSaidToBeSo() throws Exception {
        Path unreadable = Files.writeString(temporary.resolve("unreadable"), "s3cret");
        Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("---------"));
        at.without("callwatch.graph.client-secret").set("callwatch.graph.client-secret-file", unreadable.toString())
                .set("callwatch.lists.bad", "@" + unreadable);
        try (Jar jar = Jar.startHeldToPermissions(empty, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains("callwatch.graph.client-secret-file=" + unreadable
                            + ": expected a file that can be read (permission denied)\n",
                    unreadable + " cannot be read: permission denied\n");
        }
    }

    /** Java itself would take its own without a word. */
    @Test
    void aStoreOfTrustedCertificatesThatThisUserMayNotReadIsSaidToBeNone() throws Exception {
        KeyPairOfKeytool.make(temporary, "trusted", "localhost");
        Path store = temporary.resolve("trusted.p12");
        List<String> options = List.of("-Djavax.net.ssl.trustStore=" + store,
                "-Djavax.net.ssl.trustStorePassword=" + KeyPairOfKeytool.PASSWORD);
        try (Jar jar = Jar.startHeldToPermissions(empty, options, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("---------"));
        try (Jar jar = Jar.startHeldToPermissions(empty, options, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.out()).isEqualTo(2);
            assertThat(jar.err()).contains("\n  " + options.get(0) + ": expected a key store of trusted certificates");
        }
    }

    @Test
    void aFolderOfRoutesThatThisUserMayNotReadIsSaidToBeSo() throws Exception {
        Path routes = Files.createDirectory(empty.resolve("routes"), PosixFilePermissions.asFileAttribute(Set.of()));
        try (Jar jar = Jar.startHeldToPermissions(empty, "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains("\n  " + routes + ": expected a folder that can be read (permission denied)\n");
        }
    }

    @Test
    void aConfigurationThatThisUserMayNotReadIsSaidToBeSo() throws Exception {
        Path config = at.config();
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("---------"));
        try (Jar jar = Jar.startHeldToPermissions(empty, "--config", config.toString(), "check")) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).isEqualTo("The configuration " + config + " cannot be read: permission denied\n");
        }
    }
}

package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The archive of classes that the launcher makes at its first start. */
class ArchiveIT extends AtALauncher {
    /** The JDK refuses to start when the archive does not fit. */
    private static final String ONLY_WITH_ARCHIVE = "JAVA_OPTS=-Xshare:on";

    @Test
    void makesItsArchiveOnceAndStartsFromItAfterwards() throws Exception {
        installed = Files.move(installed, temporary.resolve("installed")); // the JDK finds nothing in an archive where a path has a space
        launcher = installed.resolve("callwatch");
        Path archive = installed.resolve("callwatch.jsa");
        Files.writeString(installed.resolve("callwatch.jsa.4711"), "what a start that was killed has left");
        assertThat(exitCode()).isZero();
        assertThat(archive).exists();
        assertThat(at.archive()).hasSize(1);
        Object made = Files.getLastModifiedTime(archive);
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(500)).lasting(Duration.ofSeconds(2))); // to be told of by mail, too
        Path loaded = temporary.resolve("loaded");
        assertThat(exitCode(ONLY_WITH_ARCHIVE + " -Xlog:class+load:file=" + loaded)).isZero();
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        for (String used : List.of("picocli.CommandLine", "freemarker.template.Template", "io.callwatch.destination.WebhookBody")) {
            assertThat(Files.readAllLines(loaded)).filteredOn(line -> line.contains(" " + used + " source:")).as(used).hasSize(1)
                    .allMatch(line -> line.endsWith("shared objects file"));
        }
        try (var files = Files.list(installed)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("callwatch", "callwatch.jar",
                    "callwatch.jsa", "callwatch.jsa.sqlite", "callwatch.jsa.jdk");
        }
    }

    @Test
    void aStopWhileTheArchiveIsMadeLeavesNothingBehind() throws Exception {
        Path jdk = temporary.resolve("jdk");
        Path maker = temporary.resolve("maker");
        Path java = Files.writeString(Files.createDirectories(jdk.resolve("bin")).resolve("java"),
                "#!/bin/sh\necho $$ > '" + maker + ".new'\nmv '" + maker + ".new' '" + maker + "'\nexec sleep 600\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Jar jar = Jar.startByLauncher(installed, launcher, List.of("JAVA_HOME=" + jdk))) {
            jar.await(() -> Files.exists(maker));
            jar.terminate();
            assertThat(jar.endsWithin(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(maker).strip()))).isEmpty();
        try (var files = Files.list(installed)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("callwatch", "callwatch.jar");
        }
    }

    /** As by the kernel, which is out of memory: the JDK would pass over what was written by then, at this start and all later ones. */
    @Test
    void anArchiveWhoseMakerWasKilledIsNone() throws Exception {
        String killed = ofAJdkThatWritesNoArchive();
        Path java = temporary.resolve("jdk/bin/java");
        Files.writeString(java, Files.readString(java) + "kill -9 $$\n");
        assertThat(exitCode(killed)).isZero();
        assertThat(installed.resolve("callwatch.jsa")).doesNotExist();
        try (var files = Files.list(installed)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("callwatch", "callwatch.jar",
                    "callwatch.jsa.sqlite");
        }
    }

    /** Else that of the JDK before would be taken for the new one's, and be passed over at each start. */
    @Test
    void anArchiveOfAnotherJdkWhoseNewMakerWasKilledIsMadeAnewByTheNextStart() throws Exception {
        Path archive = Files.writeString(installed.resolve("callwatch.jsa"), "made by another JDK");
        Files.writeString(installed.resolve("callwatch.jsa.jdk"), "JAVA_VERSION=\"17\"");
        String jdk = ofAJdkThatWritesNoArchive();
        Path java = temporary.resolve("jdk/bin/java");
        String whole = Files.readString(java);
        Files.writeString(java, whole + "kill -9 $$\n");
        assertThat(exitCode(jdk)).isZero();
        assertThat(archive).hasContent("made by another JDK");
        Files.writeString(java, whole);
        assertThat(exitCode(jdk)).isZero();
        assertThat(archive).isEmptyFile();
    }

    /** The temporary folder has room for it, and that of the jar has not; to load what is there of it would end the JVM by a signal. */
    @Test
    void aLibraryThatAFullDiskHasCutShortIsNotRun() throws Exception {
        Path full = Files.createDirectory(temporary.resolve("full"));
        Path mv = Files.writeString(full.resolve("mv"), """
                #!/bin/sh
                case $3 in *.sqlite*) head -c 100000 "$2" >"$3"; exit 1 ;; *) exec /bin/mv "$@" ;; esac
                """);
        Files.setPosixFilePermissions(mv, PosixFilePermissions.fromString("rwxr-xr-x"));
        String path = "PATH=" + full + ":" + System.getenv("PATH");
        assertThat(exitCode(path, ofAJdkThatWritesNoArchive())).isZero();
        assertThat(installed.resolve("callwatch.jsa")).exists();
        assertThat(installed.resolve("callwatch.jsa.sqlite")).doesNotExist();
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void anArchiveOfAnotherJdkIsMadeAnew() throws Exception {
        Path archive = Files.writeString(installed.resolve("callwatch.jsa"), "made by another JDK");
        Path jdk = Files.writeString(installed.resolve("callwatch.jsa.jdk"), "JAVA_VERSION=\"17\"");
        assertThat(exitCode(ofAJdkThatWritesNoArchive())).isZero();
        assertThat(archive).isEmptyFile();
        assertThat(jdk).hasSameBinaryContentAs(Path.of(System.getProperty("java.home"), "release"));
    }

    @Test
    void nobodyElseMayWriteWhatEachStartRuns() throws Exception {
        Path masked = Files.writeString(temporary.resolve("masked"), "#!/bin/sh\numask 000\nexec '" + launcher + "' \"$@\"\n");
        Files.setPosixFilePermissions(masked, PosixFilePermissions.fromString("rwxr-xr-x"));
        String jdk = ofAJdkThatWritesNoArchive();
        try (Jar jar = Jar.startByLauncher(installed, masked, List.of(jdk), "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        for (String part : List.of("callwatch.jsa", "callwatch.jsa.sqlite")) {
            assertThat(Files.getPosixFilePermissions(installed.resolve(part))).as(part)
                    .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        }
    }

    /** It is for the archive that a call is made up. */
    @Test
    void whatIsConfiguredByTheEnvironmentIsNotRehearsed() throws Exception {
        Path ledger = temporary.resolve("callwatch.db");
        List<String> environment = new ArrayList<>(List.of(ofAJdkThatWritesNoArchive(),
                "JAVA_TOOL_OPTIONS=-Dcallwatch.ledger.url=jdbc:sqlite:" + ledger, "CALLWATCH_GRAPH_PAGESIZE=7"));
        at.without("callwatch.ledger.url").values().forEach((key, value) ->
                environment.add(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + "=" + value));
        try (Jar jar = Jar.startByLauncher(Files.createDirectories(temporary.resolve("empty")), launcher, environment, "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).contains("  note     The environment's CALLWATCH_GRAPH_PAGESIZE fits no key.\n");
        }
        environment.add("CALLWATCH_GRAPH_TIMEOUT=soon");
        try (Jar jar = Jar.startByLauncher(temporary.resolve("empty"), launcher, environment, "check")) {
            assertThat(jar.exitCode()).isEqualTo(2);
            assertThat(jar.err()).contains(" has a fault:\n  callwatch.graph.timeout=soon: ")
                    .endsWith("\nThe environment's CALLWATCH_GRAPH_PAGESIZE fits no key.\n");
        }
        assertThat(installed.resolve("callwatch.jsa")).exists();
        assertThat(at.tenant.requests()).isEmpty();
        assertThat(at.receiver.received()).isEmpty();
        assertThat(ledger).doesNotExist();
    }

    @Test
    void noRouteOfTheOperatorSeesTheCallThatIsMadeUp() throws Exception {
        Path seen = temporary.resolve("seen");
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        String route = Files.readString(Path.of("routes/send-file.camel.yaml")).replace("        steps:\n",
                "        steps:\n          - setBody:\n              constant: made up\n          - to: file:" + seen + "\n");
        String jdk = ofAJdkThatWritesNoArchive();
        for (Path folder : List.of(installed, empty)) {
            Files.deleteIfExists(installed.resolve("callwatch.jsa"));
            Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("send-file.camel.yaml"), route);
            try (Jar jar = Jar.startByLauncher(empty, launcher, List.of(jdk), "--config", at.config().toString(), "check")) {
                assertThat(jar.exitCode()).as(jar.err()).isZero();
            }
            assertThat(installed.resolve("callwatch.jsa")).exists();
            assertThat(seen).doesNotExist();
            Files.delete(folder.resolve("routes/send-file.camel.yaml"));
        }
        Files.writeString(empty.resolve("routes/send-file.camel.yaml"), route);
        assertThat(exitCode(jdk)).isZero();
        assertThat(seen).as("what a run of the operator's does").exists();
    }
}

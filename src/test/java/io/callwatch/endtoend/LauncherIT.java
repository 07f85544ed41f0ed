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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the jar in a small memory, with an archive of its classes. */
class LauncherIT {
    /** The JDK refuses to start when the archive does not fit. */
    private static final String ONLY_WITH_ARCHIVE = "-Xshare:on";

    @TempDir
    private Path temporary;
    private Path installed;
    private Path launcher;
    private Workplace at;

    @BeforeEach
    void install() throws Exception {
        Path jar = Path.of(System.getProperty("callwatch.jar"));
        installed = Files.createDirectory(temporary.resolve("in stalled"));
        Files.copy(jar, installed.resolve("callwatch.jar"));
        launcher = Files.copy(jar.resolveSibling("callwatch"), installed.resolve("callwatch"));
        at = new Workplace(Files.createDirectory(temporary.resolve("place")));
        at.tenant.publish(CallJson.call().start(Instant.now().minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void makesItsArchiveOnceAndStartsFromItAfterwards() throws Exception {
        Path archive = installed.resolve("callwatch.jsa");
        Files.writeString(installed.resolve("callwatch.jsa.4711"), "what a start that was killed has left");
        assertThat(exitCode("")).isZero();
        assertThat(archive).exists();
        assertThat(at.archive()).hasSize(1);
        Object made = Files.getLastModifiedTime(archive);
        assertThat(exitCode(ONLY_WITH_ARCHIVE)).isZero();
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
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

    @Test
    void anArchiveOfAnotherJdkIsMadeAnew() throws Exception {
        Path archive = installed.resolve("callwatch.jsa");
        Files.writeString(archive, "made by another JDK");
        Files.writeString(installed.resolve("callwatch.jsa.jdk"), "JAVA_VERSION=\"17\"");
        assertThat(exitCode("")).isZero();
        assertThat(exitCode(ONLY_WITH_ARCHIVE)).isZero();
    }

    @Test
    void nobodyElseMayWriteWhatEachStartRuns() throws Exception {
        Path masked = Files.writeString(temporary.resolve("masked"), "#!/bin/sh\numask 000\nexec '" + launcher + "' \"$@\"\n");
        Files.setPosixFilePermissions(masked, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Jar jar = Jar.startByLauncher(installed, masked, List.of(), "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        for (String part : List.of("callwatch.jsa", "callwatch.jsa.sqlite")) {
            assertThat(Files.getPosixFilePermissions(installed.resolve(part))).as(part)
                    .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        }
    }

    /** As where root has made them with the umask 077, and a service's user starts. */
    @Test
    void partsThatThisUserMayNotReadArePassedOver() throws Exception {
        assertThat(exitCode("")).isZero();
        for (String part : List.of("callwatch.jsa", "callwatch.jsa.sqlite")) {
            Files.setPosixFilePermissions(installed.resolve(part), Set.of());
        }
        String held = "root".equals(System.getProperty("user.name"))
                ? "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search " : "";
        Path other = Files.writeString(temporary.resolve("other"), "#!/bin/sh\nexec " + held + "'" + launcher + "' \"$@\"\n");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Jar jar = Jar.startByLauncher(installed, other, List.of(), "--config", at.config().toString(), "run", "--once")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
    }

    @Test
    void whereNoArchiveCanBeWrittenItStartsWithout() throws Exception {
        Files.createDirectory(installed.resolve("callwatch.jsa"));
        assertThat(exitCode("")).isZero();
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void whereNothingCanBeRehearsedItStartsWithout() throws Exception {
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        try (Jar jar = Jar.startByLauncher(empty, launcher, List.of("TMPDIR=" + temporary.resolve("nowhere")),
                "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.err()).isEmpty();
        }
        assertThat(empty).as("a call that is made up").isEmptyDirectory();
        assertThat(installed.resolve("callwatch.jsa")).doesNotExist();
    }

    @Test
    void anArchiveThatDoesNotFitIsPassedOver() throws Exception {
        Files.writeString(installed.resolve("callwatch.jsa"), "no archive");
        Files.copy(Path.of(System.getProperty("java.home"), "release"), installed.resolve("callwatch.jsa.jdk"));
        assertThat(exitCode("")).isZero();
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void aLinkToItStartsTheJarBesideIt() throws Exception {
        Path jar = installed.resolve("callwatch.jar");
        launcher = Files.createSymbolicLink(Files.createDirectory(temporary.resolve("bin")).resolve("callwatch"), launcher);
        assertThat(exitCode("")).isZero();
        assertThat(at.archive()).hasSize(1);
        assertThat(jar.resolveSibling("callwatch.jsa")).exists();
    }

    /** It is for the archive that a call is made up. */
    @Test
    void whatIsConfiguredByTheEnvironmentIsNotRehearsed() throws Exception {
        Path ledger = temporary.resolve("callwatch.db");
        List<String> environment = new ArrayList<>(List.of("JAVA_TOOL_OPTIONS=-Dcallwatch.ledger.url=jdbc:sqlite:" + ledger));
        at.without("callwatch.ledger.url").values().forEach((key, value) ->
                environment.add(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + "=" + value));
        try (Jar jar = Jar.startByLauncher(Files.createDirectories(temporary.resolve("empty")), launcher, environment, "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
        }
        assertThat(installed.resolve("callwatch.jsa")).exists();
        assertThat(at.tenant.requests()).isEmpty();
        assertThat(at.receiver.received()).isEmpty();
        assertThat(ledger).doesNotExist();
    }

    /** In another encoding, what follows its first letter that this locale does not have. */
    @Test
    void noWordOfAValueInTheEnvironmentIsRun() throws Exception {
        Path made = temporary.resolve("made");
        Path starter = Files.writeString(temporary.resolve("starter"), "#!/bin/sh\nCALLWATCH_NOTE=$(printf 'gr\\374n touch " + made
                + "')\nexport CALLWATCH_NOTE\nexec '" + launcher + "' \"$@\"\n");
        Files.setPosixFilePermissions(starter, PosixFilePermissions.fromString("rwxr-xr-x"));
        launcher = starter;
        assertThat(exitCode("")).isZero();
        assertThat(made).doesNotExist();
        assertThat(installed.resolve("callwatch.jsa")).exists();
    }

    @Test
    void noRouteOfTheOperatorSeesTheCallThatIsMadeUp() throws Exception {
        Path seen = temporary.resolve("seen");
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        String route = Files.readString(Path.of("routes/send-file.camel.yaml")).replace("        steps:\n",
                "        steps:\n          - setBody:\n              constant: made up\n          - to: file:" + seen + "\n");
        for (Path folder : List.of(installed, empty)) {
            Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("send-file.camel.yaml"), route);
            try (Jar jar = Jar.startByLauncher(empty, launcher, List.of(), "--config", at.config().toString(), "check")) {
                assertThat(jar.exitCode()).as(jar.err()).isZero();
            }
            assertThat(installed.resolve("callwatch.jsa")).exists();
            assertThat(seen).doesNotExist();
            Files.delete(installed.resolve("callwatch.jsa"));
            Files.delete(folder.resolve("routes/send-file.camel.yaml"));
        }
        Files.writeString(empty.resolve("routes/send-file.camel.yaml"), route);
        assertThat(exitCode("")).isZero();
        assertThat(seen).as("what a run of the operator's does").exists();
    }

    @Test
    void templatesLieBesideTheJarAndInTheWorkingDirectory() throws Exception {
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        Files.writeString(Files.createDirectory(installed.resolve("templates")).resolve("event.subject.ftl"), "beside the jar");
        for (String seen : List.of("beside the jar", "in the working directory")) {
            try (Jar jar = Jar.startByLauncher(empty, launcher, List.of(), "--config", at.config().toString(), "preview", "ops-mail")) {
                assertThat(jar.exitCode()).as(jar.err()).isZero();
                assertThat(jar.out()).contains("Subject: " + seen);
            }
            Files.writeString(Files.createDirectories(empty.resolve("templates")).resolve("event.subject.ftl"), "in the working directory");
        }
    }

    private int exitCode(String javaOptions) throws Exception {
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        try (Jar jar = Jar.startByLauncher(empty, launcher, List.of("JAVA_OPTS=" + javaOptions),
                "--config", at.config().toString(), "run", "--once")) {
            int code = jar.exitCode();
            assertThat(jar.err().lines()).as("in normal running the log is one line a sweep").hasSizeLessThanOrEqualTo(1);
            return code;
        }
    }
}

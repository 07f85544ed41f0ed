package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The script that starts the jar in a small memory, with an archive of its classes where there is one. */
class LauncherIT extends AtALauncher {
    /** As where root has made them with the umask 077, and a service's user starts. */
    @Test
    void partsThatThisUserMayNotReadArePassedOver() throws Exception {
        assertThat(exitCode(ofAJdkThatWritesNoArchive())).isZero();
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
        assertThat(exitCode("share=/usr/share", "sqlite=/usr/bin/sqlite3")).as("with such words for something else").isZero();
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
        pretendAnArchive();
        assertThat(exitCode()).isZero();
        assertThat(at.archive()).hasSize(1);
    }

    @Test
    void aLinkToItStartsTheJarBesideIt() throws Exception {
        Path jar = installed.resolve("callwatch.jar");
        launcher = Files.createSymbolicLink(Files.createDirectory(temporary.resolve("bin")).resolve("callwatch"), launcher);
        assertThat(exitCode(ofAJdkThatWritesNoArchive())).isZero();
        assertThat(at.archive()).hasSize(1);
        assertThat(jar.resolveSibling("callwatch.jsa")).exists();
    }

    /** In another encoding, what follows its first letter that this locale does not have. */
    @Test
    void noWordOfAValueInTheEnvironmentIsRun() throws Exception {
        Path made = temporary.resolve("made");
        Path starter = Files.writeString(temporary.resolve("starter"), "#!/bin/sh\nCALLWATCH_NOTE=$(printf 'gr\\374n touch " + made
                + "')\nexport CALLWATCH_NOTE\nexec '" + launcher + "' \"$@\"\n");
        Files.setPosixFilePermissions(starter, PosixFilePermissions.fromString("rwxr-xr-x"));
        launcher = starter;
        assertThat(exitCode(ofAJdkThatWritesNoArchive())).isZero();
        assertThat(made).doesNotExist();
        assertThat(installed.resolve("callwatch.jsa")).exists();
    }

    @Test
    void templatesLieBesideTheJarAndInTheWorkingDirectory() throws Exception {
        pretendAnArchive(); // to make one takes longer than all else
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        Files.writeString(Files.createDirectory(installed.resolve("templates")).resolve("event.subject.ftl"), "beside the jar");
        for (String seen : List.of("beside the jar", "in the working directory")) {
            try (Jar jar = Jar.startByLauncher(empty, launcher, List.of(), "--config", at.config().toString(), "preview", "ops-mail")) {
                assertThat(jar.exitCode()).as(jar.err()).isZero();
                assertThat(jar.out()).contains("Subject: " + seen);
            }
            Files.writeString(Files.createDirectories(empty.resolve("templates")).resolve("event.subject.ftl"), "in the working directory");
        }
        Path misnamed = Files.writeString(installed.resolve("templates/event.html.ftl"), "");
        try (Jar jar = Jar.startByLauncher(installed, launcher, List.of(), "--config", at.config().toString(), "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out().lines()).as("where both are one folder").filteredOn(line -> line.startsWith("  note "))
                    .singleElement().asString().startsWith("  note     " + misnamed + " is read only where another includes it");
        }
    }

    /** {@code /dev/null}, say, to have no archive: every process of the machine would find a file there from then on. */
    @Test
    void whatIsNoFileAndOlderThanTheJarIsNotReplacedByAnArchive() throws Exception {
        Path device = Files.createDirectory(temporary.resolve("dev")).resolve("null");
        assertThat(new ProcessBuilder("mkfifo", device.toString()).start().waitFor()).isZero();
        Files.setLastModifiedTime(installed.resolve("callwatch.jar"), FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        assertThat(exitCode(ofAJdkThatWritesNoArchive(), "CALLWATCH_ARCHIVE=" + device)).isZero();
        assertThat(device.getParent().toFile().list()).containsExactly("null");
        assertThat(Files.readAttributes(device, BasicFileAttributes.class).isOther()).isTrue();
    }

    /** As in /tmp, by a name that can be guessed: what is there may be somebody else's, who would have it run. */
    @Test
    void whereEverybodyMayPutFilesOnlyWhatIsItsOwnIsRun() throws Exception {
        Path shared = Files.createDirectory(temporary.resolve("shared"));
        assertThat(new ProcessBuilder("chmod", "1777", shared.toString()).start().waitFor()).isZero();
        Path jdk = Files.createDirectories(temporary.resolve("shows/bin")).getParent();
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho \"$*\"\n");
        Files.setPosixFilePermissions(jdk.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> environment = List.of("JAVA_HOME=" + jdk, "CALLWATCH_ARCHIVE=" + shared.resolve("callwatch.jsa"));
        for (String part : List.of("callwatch.jsa", "callwatch.jsa.sqlite")) {
            Files.createFile(shared.resolve(part));
        }
        try (Jar jar = Jar.startByLauncher(installed, launcher, environment, "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).contains("-XX:SharedArchiveFile=" + shared, "-Dorg.sqlite.lib.path=" + shared);
        }
        for (String part : List.of("callwatch.jsa", "callwatch.jsa.sqlite")) {
            giveAway(shared.resolve(part));
        }
        try (Jar jar = Jar.startByLauncher(installed, launcher, environment, "check")) {
            assertThat(jar.exitCode()).as(jar.err()).isZero();
            assertThat(jar.out()).contains("-jar").doesNotContain(shared.toString());
        }
    }

    /** Only root can; for anybody else it leads to a file of root's. */
    private static void giveAway(Path file) throws IOException {
        if ("root".equals(System.getProperty("user.name"))) {
            Files.setOwner(file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } else {
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of("/bin/sh"));
        }
    }

    private void pretendAnArchive() throws IOException {
        Files.writeString(installed.resolve("callwatch.jsa"), "no archive");
        Files.copy(Path.of(System.getProperty("java.home"), "release"), installed.resolve("callwatch.jsa.jdk"));
    }
}

package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The jar with its launcher beside it, newly installed for each test, and a call to tell of. */
abstract class AtALauncher {
    @TempDir
    Path temporary;
    Path installed;
    Path launcher;
    Workplace at;

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

    /**
     * To write an archive takes ten seconds of a processor each time. This one leaves an empty file, where a rehearsal has listed classes.
     *
     * @return the variable that names such a JDK
     */
    String ofAJdkThatWritesNoArchive() throws Exception {
        Path real = Path.of(System.getProperty("java.home"));
        Path jdk = temporary.resolve("jdk");
        Path java = Files.writeString(Files.createDirectories(jdk.resolve("bin")).resolve("java"), """
                #!/bin/sh
                case " $* " in *" -Xshare:dump "*) ;; *) exec '%s/bin/java' "$@" ;; esac
                for option; do
                    case $option in -XX:SharedClassListFile=*) list=${option#*=} ;; -XX:SharedArchiveFile=*) archive=${option#*=} ;; esac
                done
                grep -q '^io/callwatch/app/Pass' "$list" && : >"$archive"
                """.formatted(real));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(real.resolve("release"), jdk.resolve("release"));
        return "JAVA_HOME=" + jdk;
    }

    /** Of a pass. @param environment variables with their values */
    int exitCode(String... environment) throws Exception {
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        try (Jar jar = Jar.startByLauncher(empty, launcher, List.of(environment),
                "--config", at.config().toString(), "run", "--once")) {
            int code = jar.exitCode();
            assertThat(jar.err().lines()).as("in normal running the log is one line a sweep").hasSizeLessThanOrEqualTo(1);
            return code;
        }
    }
}

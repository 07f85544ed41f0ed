package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** To whose configuration of the log ours gives way, and what it does not give way in. */
class LogToStderrTest {
    private static final String FILE = "logback.configurationFile";

    @TempDir
    private Path folder;
    private final LoggerContext log = new LoggerContext();

    @AfterEach
    void close() {
        System.clearProperty(FILE);
        log.stop();
    }

    @Test
    void aFileOfTheOperatorsOwnForEverythingShowsNoWholeRequests() throws Exception {
        System.setProperty(FILE, Files.writeString(folder.resolve("log.xml"), "<configuration/>").toString());
        assertThat(new LogToStderr().configure(log)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(log.getLogger("io.callwatch").isDebugEnabled()).as("all that the file says").isTrue();
        assertThat(log.getLogger("org.apache.hc.client5.http.wire").isDebugEnabled()).isFalse();
        assertThat(log.getLogger("org.apache.camel.component.http.HttpProducer").isDebugEnabled()).isFalse();
    }

    @Test
    void aFileThatIsNotThereLeavesTheLogAsItIs() {
        log.setMDCAdapter(MDC.getMDCAdapter());
        System.setProperty(FILE, folder.resolve("missing.xml").toString());
        assertThat(new LogToStderr().configure(log)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        assertThat(log.getLogger("org.apache.hc.client5.http.wire").isInfoEnabled()).isFalse();
    }
}

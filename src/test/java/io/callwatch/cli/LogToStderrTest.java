package io.callwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** To whose configuration of the log ours gives way, and what it does not give way in. */
class LogToStderrTest {
    private static final String LEVEL = "CALLWATCH_LOG_LEVEL";
    private static final String FILE = "logback.configurationFile";

    @TempDir
    private Path folder;
    private final LoggerContext log = new LoggerContext();

    @AfterEach
    void close() {
        System.clearProperty(FILE);
        System.clearProperty(LEVEL);
        log.stop();
    }

    @Test
    void aFileOfTheOperatorsOwnForEverythingShowsNoWholeRequests() throws Exception {
        Path file = Files.writeString(folder.resolve("log.xml"), "<configuration/>");
        for (String name : List.of(file.toString(), file.toUri().toString(), "logback-test.xml")) {
            System.setProperty(FILE, name);
            assertThat(new LogToStderr().configure(log)).as(name).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        }
        assertThat(log.getLogger("io.callwatch").isDebugEnabled()).as("all that the file says").isTrue();
        assertThat(log.getLogger("org.apache.hc.client5.http.wire").isDebugEnabled()).isFalse();
        assertThat(log.getLogger("org.apache.camel.component.http.HttpProducer").isDebugEnabled()).isFalse();
        assertThat(log.getLogger("org.apache.camel.processor.errorhandler.DefaultErrorHandler").isDebugEnabled())
                .as("the URL of a webhook that failed").isFalse();
        for (String ofCamel : List.of("main.BaseMainSupport", "main.MainHelper", "impl.engine.AbstractCamelContext",
                "support.EndpointHelper", "support.DefaultComponent")) {
            assertThat(log.getLogger("org.apache.camel." + ofCamel).isDebugEnabled()).as("passwords of %s", ofCamel).isFalse();
        }
    }

    @Test
    void aFileThatIsNotThereLeavesTheLogAsItIs() {
        Path missing = folder.resolve("missing.xml");
        for (String none : List.of(missing.toString(), missing.toUri().toString(), folder.toString())) {
            System.setProperty(FILE, none);
            assertThat(said()).singleElement().asString()
                    .endsWith("-D" + FILE + "=" + none + " names no file that can be read: the log is as without it");
        }
        assertThat(log.getLogger("org.apache.hc.client5.http.wire").isInfoEnabled()).isFalse();
        assertThat(log.getLogger("a.route.of.the.operators").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void aLevelThatIsNoneIsSaidAndTheUsualOneTaken() {
        assertThat(said()).isEmpty();
        System.setProperty(LEVEL, " ");
        assertThat(said()).isEmpty();
        System.setProperty(LEVEL, "debug");
        assertThat(said()).isEmpty();
        assertThat(log.getLogger("io.callwatch").getLevel()).isEqualTo(Level.DEBUG);
        System.setProperty(LEVEL, "DEBUGG");
        assertThat(said()).singleElement().asString().contains(LEVEL + "=DEBUGG is none of ERROR, WARN, INFO, DEBUG, TRACE");
        assertThat(log.getLogger("io.callwatch").getLevel()).isEqualTo(Level.INFO);
    }

    /** Wherever the machine stands. */
    @Test
    void itsTimesAreThoseOfUtc() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        try {
            System.setProperty(LEVEL, "DEBUGG");
            assertThat(Instant.parse(said().get(0).replaceFirst(" .*", ""))).isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** Flyway writes the trace of a rollback that fails as well, for each of its attempts; the command says what is wrong in one line. */
    @Test
    void aSchemaThatCannotBeMadeIsToldByTheCommandAlone() {
        log.setMDCAdapter(MDC.getMDCAdapter());
        new LogToStderr().configure(log);
        assertThat(log.getLogger("org.flywaydb.core.internal.jdbc.TransactionalExecutionTemplate").isErrorEnabled()).isFalse();
    }

    /** Netty has a stack trace for each that comes while the port of health closes, or while no more files may be opened. */
    @Test
    void thatSomebodyIsNotLetInAtThePortOfHealthIsNoLine() {
        log.setMDCAdapter(MDC.getMDCAdapter());
        new LogToStderr().configure(log);
        for (String name : List.of("io.netty.bootstrap.ServerBootstrap", "io.netty.channel.DefaultChannelPipeline")) {
            assertThat(log.getLogger(name).isWarnEnabled()).as(name).isFalse();
        }
    }

    /** What it writes itself. */
    private List<String> said() {
        log.setMDCAdapter(MDC.getMDCAdapter());
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            assertThat(new LogToStderr().configure(log)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        } finally {
            System.setErr(before);
            log.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        }
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

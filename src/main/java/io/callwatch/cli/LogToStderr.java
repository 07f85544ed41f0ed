package io.callwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The log of the jar that runs alone: to stderr, in UTC, one line a sweep in normal running. The library jar does not name it,
 * so an application that embeds Callwatch keeps its own. It gives way to {@code -Dlogback.configurationFile} where there is such a
 * file: without one, Logback would write all that it gets to stdout. It is code, since a file in XML takes a tenth of a start to read.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogToStderr extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "CALLWATCH_LOG_LEVEL";
    private static final String FILE = "logback.configurationFile";
    /** One line for each event, whatever strangers have put into it: no controls, line ends or turns of the reading direction. */
    private static final String MESSAGE = "%replace(%msg){'[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+', ' '}";
    private static final List<String> LIBRARIES = List.of("ch", "com", "dev", "freemarker", "io", "jakarta", "java", "javax", "jdk", "net",
            "org", "picocli", "sun");
    private static final String CAMEL = "org.apache.camel.";
    /**
     * At DEBUG they write whole requests, with secrets, tokens and paths of webhooks, the third the URL of one that failed, and the rest,
     * or at TRACE, the values of the operator's {@code camel.} keys and the options of endpoints, passwords among them: who asks for all at
     * DEBUG does not mean these.
     */
    private static final List<String> WITH_SECRETS = List.of("org.apache.hc", CAMEL + "component.http", CAMEL + "processor.errorhandler",
            CAMEL + "main.BaseMainSupport", CAMEL + "main.MainHelper", CAMEL + "impl.engine.AbstractCamelContext",
            CAMEL + "support.EndpointHelper", CAMEL + "support.DefaultComponent");
    /**
     * In one line each: a start that fails by the command, what fails in a route by the route, a mail by its delivery, a database by
     * whoever needs it, that no file can be opened any more by all that would. Of the port of health, whoever is not let in there sees it.
     */
    private static final List<String> WARNED_OF_ELSEWHERE = List.of("io.micrometer", "io.netty", "com.zaxxer.hikari",
            CAMEL + "component.mail.DefaultJavaMailSender",
            CAMEL + "component.scheduler.SchedulerConsumer",
            CAMEL + "component.seda.SedaConsumer",
            CAMEL + "component.timer.TimerConsumer",
            CAMEL + "impl.engine.DefaultShutdownStrategy",
            CAMEL + "impl.engine.DefaultAsyncProcessorAwaitManager",
            CAMEL + "impl.engine.DefaultInflightRepository",
            CAMEL + "impl.engine.InternalServiceManager");
    /** The same of errors; and that another process has its copy of SQLite's library in hand is no matter. */
    private static final List<String> TOLD_ELSEWHERE = List.of("org.sqlite.SQLiteJDBCLoader", "org.flywaydb",
            CAMEL + "component.quartz.CamelJob",
            CAMEL + "impl.engine.AbstractCamelContext");

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String file = System.getProperty(FILE);
        if (file != null && isThere(file)) {
            WITH_SECRETS.forEach(logger -> context.getLogger(logger).setLevel(Level.INFO));
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level " + MESSAGE + "%n");
        if (Charset.defaultCharset().equals(StandardCharsets.US_ASCII)) {
            encoder.setCharset(StandardCharsets.UTF_8); // in a POSIX locale, as results are
        }
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setName("stderr");
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO); // of an operator's own routes, which name loggers as they like
        LIBRARIES.forEach(library -> context.getLogger(library).setLevel(Level.WARN));
        root.addAppender(stderr);
        WARNED_OF_ELSEWHERE.forEach(logger -> context.getLogger(logger).setLevel(Level.ERROR));
        TOLD_ELSEWHERE.forEach(logger -> context.getLogger(logger).setLevel(Level.OFF));
        String level = System.getProperty(LEVEL, System.getenv(LEVEL));
        context.getLogger("io.callwatch").setLevel(Level.toLevel(level, Level.INFO));
        if (level != null && !level.isBlank() && Level.toLevel(level, null) == null) {
            context.getLogger(LogToStderr.class).error("{}={} is none of ERROR, WARN, INFO, DEBUG, TRACE: the log is as without it",
                    LEVEL, level);
        }
        if (file != null) {
            context.getLogger(LogToStderr.class).error("-D{}={} names no file that can be read: the log is as without it", FILE, file);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** A file, or what else Logback takes: a URL, or a resource on the classpath. */
    private static boolean isThere(String name) {
        try {
            new URL(name).openStream().close();
            return true;
        } catch (MalformedURLException e) {
            return new File(name).isFile() && new File(name).canRead() || LogToStderr.class.getClassLoader().getResource(name) != null;
        } catch (IOException e) {
            return false;
        }
    }
}

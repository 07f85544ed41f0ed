package io.callwatch.endtoend;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** What one class, or whoever it is, says in the log meanwhile. */
public final class LogLines implements AutoCloseable {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger;

    /** @param name within {@code io.callwatch} */
    public LogLines(String name) {
        this((Logger) LoggerFactory.getLogger("io.callwatch." + name));
    }

    private LogLines(Logger logger) {
        this.logger = logger;
        lines.start();
        logger.addAppender(lines);
    }

    static LogLines ofWhomever() {
        return new LogLines((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME));
    }

    public List<String> all() {
        return where(event -> true);
    }

    List<String> withAStackTrace() {
        return where(event -> event.getThrowableProxy() != null);
    }

    private List<String> where(Predicate<ILoggingEvent> wanted) {
        synchronized (lines) { // as it is while one is added
            return lines.list.stream().filter(wanted).map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}

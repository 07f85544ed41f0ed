package io.callwatch.endtoend;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one class says in the log meanwhile. */
public final class LogLines implements AutoCloseable {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger;

    /** @param name within {@code io.callwatch} */
    public LogLines(String name) {
        logger = (Logger) LoggerFactory.getLogger("io.callwatch." + name);
        lines.start();
        logger.addAppender(lines);
    }

    public List<String> all() {
        synchronized (lines) { // as it is while one is added
            return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}

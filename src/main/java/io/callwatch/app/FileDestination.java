package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.destination.AlertFile;
import io.callwatch.destination.AlertFileException;
import io.callwatch.destination.LineFormat;
import io.callwatch.destination.Titles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.camel.ExchangeProperty;

/** Appends events to a file, many with one flush to the disk. */
public final class FileDestination extends Channel {
    private static final int LINES_AT_ONCE = 500;

    private final LineFormat format;
    private final AlertFile file;

    /** @param file null for a look at what would be written */
    FileDestination(DestinationSettings.File settings, Titles titles, AlertFile file) {
        super("send-file", settings.common(), titles);
        this.format = LineFormat.of(settings.format());
        this.file = file;
    }

    @Override
    int atOnce() {
        return LINES_AT_ONCE;
    }

    public void append(@ExchangeProperty("dispatch") Dispatch dispatch) throws AlertFileException {
        file.append(dispatch.events().stream().map(this::shown).toList());
    }

    @Override
    void preview(Event event, OutputStream out) throws IOException {
        out.write(format.sample(shown(event)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    DeliveryFailure failure(Throwable thrown, Dispatch dispatch, Instant now) {
        if (thrown instanceof AlertFileException) {
            return DeliveryFailure.passing(thrown.getMessage());
        }
        return super.failure(thrown, dispatch, now);
    }
}

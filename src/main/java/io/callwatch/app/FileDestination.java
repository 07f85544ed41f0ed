package io.callwatch.app;

import io.callwatch.config.DestinationSettings;
import io.callwatch.destination.AlertFile;
import io.callwatch.destination.AlertFileException;
import io.callwatch.graph.Failure;
import java.time.Instant;
import org.apache.camel.ExchangeProperty;

/** Appends events to a file, many with one flush to the disk. */
public final class FileDestination extends Channel {
    private static final int LINES_AT_ONCE = 500;

    private final AlertFile file;

    FileDestination(DestinationSettings.File settings, AlertFile file) {
        super(settings.common());
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
    DeliveryFailure failure(Throwable thrown, Dispatch dispatch, Instant now) {
        if (thrown instanceof AlertFileException) {
            return DeliveryFailure.passing(Failure.SERVER, thrown.getMessage());
        }
        return super.failure(thrown, dispatch, now);
    }
}

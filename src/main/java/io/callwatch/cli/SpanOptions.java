package io.callwatch.cli;

import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Spans;
import io.callwatch.graph.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** A half-open span of start time. */
final class SpanOptions {
    private static final Logger LOG = LoggerFactory.getLogger(SpanOptions.class);

    @Option(names = "--from", paramLabel = "INSTANT", converter = InstantConverter.class, description = "Calls that start here or later.")
    private Instant from;
    @Option(names = "--to", paramLabel = "INSTANT", converter = InstantConverter.class, description = "Calls that start before this.")
    private Instant to;

    boolean isGiven() {
        return from != null || to != null;
    }

    /** Refuses a missing end and a reversed span; says so where the service has a part of it no more. */
    Spans spans() {
        if (from == null || to == null) {
            throw new UsageException("expected --from INSTANT and --to INSTANT, "
                    + "such as --from 2026-11-19T00:00:00Z --to 2026-11-20T00:00:00Z");
        }
        if (!from.isBefore(to)) {
            throw new UsageException("--from " + from + " is not before --to " + to);
        }
        Instant kept = Instant.now().minus(ListRequest.KEPT).truncatedTo(ChronoUnit.SECONDS);
        if (from.isBefore(kept)) {
            LOG.warn("the service keeps calls for 30 days: of those that started before {} it has none", kept);
        }
        return Spans.of(new Window(from, to));
    }
}

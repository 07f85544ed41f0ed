package io.callwatch.endtoend;

import io.callwatch.app.Application;
import io.callwatch.app.Opened;
import io.callwatch.app.Pass;
import io.callwatch.app.Prepared;
import io.callwatch.app.ProgressLine;
import io.callwatch.app.Run;
import io.callwatch.config.Faults;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Ledger;
import io.callwatch.sandbox.Asked;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ProducerTemplate;

/** The application as it runs, in this process: its passes may be begun one beside the other. */
final class Watching implements AutoCloseable {
    private static final Pattern TIME = Pattern.compile("startDateTime ge (\\S+Z) and startDateTime lt (\\S+Z)");

    final Application application;
    final Ledger ledger;
    private final Opened opened;
    private final ProducerTemplate template;

    private Watching(Opened opened) {
        this.opened = opened;
        this.application = opened.application();
        this.ledger = opened.ledger();
        this.template = application.context().createProducerTemplate();
    }

    /** With its schedules by the real clock. */
    static Watching scheduled(Workplace at) throws Exception {
        return start(at, InstantSource.system(), InstantSource.system(), false);
    }

    /** With its schedules by the real clock, and all that is noted by this one. */
    static Watching scheduled(Workplace at, InstantSource clock) throws Exception {
        return start(at, clock, clock, false);
    }

    /** A pass begins when the test says so. */
    static Watching byHand(Workplace at, InstantSource clock) throws Exception {
        return byHand(at, clock, InstantSource.system());
    }

    static Watching byHand(Workplace at, InstantSource clock, InstantSource realClock) throws Exception {
        return start(at, clock, realClock, true);
    }

    private static Watching start(Workplace at, InstantSource clock, InstantSource realClock, boolean once) throws Exception {
        Faults faults = new Faults();
        Prepared prepared = Prepared.of(at.values(), at.folder, faults);
        faults.throwIfAny();
        Opened opened = Opened.of(prepared, at.ledger().file(), prepared.settings().destinations(), new ProgressLine(null),
                new Run(clock, realClock, once));
        try {
            opened.application().start();
            return new Watching(opened);
        } catch (Exception e) {
            opened.close();
            throw e;
        }
    }

    CompletableFuture<Pass> begin(String sweep) {
        return begin(Map.of("sweep", sweep));
    }

    /** Only what earlier passes of it have left unread. */
    CompletableFuture<Pass> carryOn(String sweep) {
        return begin(Map.of("sweep", sweep, "carryOn", "true"));
    }

    /** On a thread of its own: the JDK's pool may have one alone, and passes wait for each other. */
    private CompletableFuture<Pass> begin(Map<String, Object> headers) {
        return CompletableFuture.supplyAsync(() -> template.requestBodyAndHeaders("direct:read-windows", null, headers, Pass.class),
                work -> new Thread(work).start());
    }

    /** What a first page was asked of. */
    static Window window(Asked asked) {
        Matcher time = TIME.matcher(URLDecoder.decode(asked.target(), StandardCharsets.UTF_8));
        if (!time.find()) {
            throw new IllegalArgumentException("no first page: " + asked);
        }
        return new Window(Instant.parse(time.group(1)), Instant.parse(time.group(2)));
    }

    @Override
    public void close() {
        opened.close();
    }
}

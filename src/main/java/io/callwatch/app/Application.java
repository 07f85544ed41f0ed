package io.callwatch.app;

import io.callwatch.config.GraphSettings;
import io.callwatch.config.RequestLimit;
import io.callwatch.config.Settings;
import io.callwatch.config.SweepSettings;
import io.callwatch.connection.HttpClients;
import io.callwatch.destination.Titles;
import io.callwatch.graph.GraphBudgets;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Page;
import io.callwatch.graph.PageReader;
import io.callwatch.graph.RequestBudget;
import io.callwatch.graph.Spans;
import io.callwatch.graph.TokenProvider;
import io.callwatch.graph.Window;
import io.callwatch.ledger.Calls;
import io.callwatch.ledger.Ledger;
import io.callwatch.ledger.Overview;
import io.callwatch.rule.RuleSet;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;

/**
 * Callwatch as a Camel application: binds the beans that the routes name, loads the routes and makes one instance of the
 * templates for each sweep and destination.
 */
public final class Application implements AutoCloseable {
    private final Main main;
    private final Settings settings;
    private final Ledger ledger;
    private final OwnFolders own;
    private final Run run;
    private final Pause pause;
    private final ProgressLine progress;
    private final Destinations destinations;
    private final long tenant;
    private final RecentOverview overview;
    private final FailureCounts failures = new FailureCounts();
    private Watch watch;
    private Deliveries deliveries;
    private Bursts bursts;
    private ProducerTemplate template;

    /** Nothing is started yet. @param destinations closed with it */
    Application(Prepared prepared, Ledger ledger, Destinations destinations, ProgressLine progress, Run run) {
        this.main = Embedded.isMeant(prepared.others()) ? new HostedMain() : new Main();
        this.settings = prepared.settings();
        this.ledger = ledger;
        this.own = prepared.own();
        this.run = run;
        this.pause = new Pause(run.realClock());
        this.progress = progress;
        this.destinations = destinations;
        Calls.takeOver(ledger, settings.graph().tenantId());
        this.tenant = Calls.tenantNumber(ledger, settings.graph().tenantId());
        this.overview = new RecentOverview(ledger, settings, run.clock());
        CamelSetup.of(main, settings, run.once(), prepared.others());
        prepared.history().open(ledger, tenant);
        main.bind("cel-language", prepared.language());
        bind(prepared.rules(), prepared.titles());
    }

    /** Starts the routes: with schedules and timers, unless this run is for one pass. @param others of a host's that join them */
    public void start(RoutesBuilder... others) throws Exception {
        CamelSetup.init(main, settings);
        CamelContext context = main.getCamelContext();
        // passes of several sweeps may run at once, each with as many readers as windows may be read at once
        context.getRegistry().bind("readers", Readers.of(context));
        RouteFiles.load(context, own, run.once(), RouteInstances.ids(settings), others);
        template = context.createProducerTemplate();
        destinations.addRoutes(context);
        if (!run.once()) {
            RouteInstances.addScheduled(context, settings, destinations.names());
        }
        CamelSetup.observe(context, overview, destinations.names(), failures);
        try {
            main.start();
        } catch (Exception | LinkageError e) {
            throw RouteFiles.blamed(e, context);
        }
        if (!run.once()) {
            Schedules.sayFirstTick(context);
        }
    }

    /** One pass over what every sweep has to read; what they have in common is read once. */
    public Pass sweepOnce() {
        String sweeps = settings.sweeps().stream().map(SweepSettings::name).collect(Collectors.joining(","));
        Pass pass = template.requestBodyAndHeader("direct:read-windows", (Object) null, "sweep", sweeps, Pass.class);
        watch.check(); // nobody else does without a clock
        return pass;
    }

    /** One pass over these spans, with no effect on the coverage of any sweep. */
    public Pass read(Spans spans) {
        return template.requestBody("direct:read-windows", spans, Pass.class);
    }

    /** The same with somebody who looks at the pages first, in the order in which they are judged. @param judge whether they are */
    public Pass read(Spans spans, Consumer<Page> onlooker, boolean judge) {
        return template.requestBodyAndHeader("direct:read-windows", spans, "onlooker", new Onlooker(onlooker, judge), Pass.class);
    }

    public long tenant() {
        return tenant;
    }

    public Overview overview() {
        return overview.now();
    }

    /** Asks for a token and one record of the last hour. @return why that does not work; empty where it does */
    public Optional<String> probe() {
        return failure(ask(Window.before(run.realClock().instant().truncatedTo(ChronoUnit.SECONDS), Duration.ofHours(1)), 1));
    }

    /** One attempt to have the first page of a window, which is not judged. @throws UnreadException with the reason, for people */
    public Page peek(Window window) throws UnreadException {
        Exchange answer = ask(window, settings.graph().pageSize());
        Optional<String> failure = failure(answer);
        if (failure.isPresent()) {
            throw new UnreadException(failure.get());
        }
        return answer.getMessage().getBody(Page.class);
    }

    private Exchange ask(Window window, Integer pageSize) {
        Reading reading = Reading.ofFirstPage(window, new ListRequest(settings.graph().url(), pageSize), pause);
        return template.request("direct:request-page", e -> e.setProperty("reading", reading));
    }

    private Optional<String> failure(Exchange answer) {
        return Optional.ofNullable(answer.getException()).map(thrown -> GraphFailures.of(thrown, run.realClock().instant())
                .map(GraphException::words).orElseGet(() -> thrown.getClass().getSimpleName()));
    }

    /** Judges records that no pass of its own has read just now: from a file, say, or out of quarantine. Bursts are told in the end. */
    public void judge(Page page) {
        Exchange exchange = template.request("direct:judge-page", e -> {
            e.setProperty("reading", Reading.ofNoWindow());
            e.getMessage().setBody(new Page(page.records(), page.unreadable(), null)); // what a saved page leads to is not read
        });
        if (exchange.getException() != null) {
            throw new IllegalStateException("a page could not be judged", exchange.getException());
        }
    }

    /** All pages are judged: it makes no difference in which order they came. */
    public void tellBursts() {
        ledger.write(sql -> bursts.look(sql, run.clock().instant()));
    }

    /** One attempt at every pending delivery, the destinations side by side; what is dead then goes to its fallback at once. */
    public void deliverOnce() {
        for (int round = 0; round < destinations.rounds(); round++) {
            CompletableFuture.allOf(destinations.names().stream()
                    .map(name -> CompletableFuture.runAsync(() -> template.requestBody("direct:deliver-" + name, (Object) null),
                            work -> new Thread(work, "deliver-" + name).start()))
                    .toArray(CompletableFuture<?>[]::new)).join();
        }
    }

    /** What a destination has answered last, where that says more than that it has taken something. */
    public Optional<String> answer(String destination) {
        return destinations.channels().get(destination).answer();
    }

    /** A pass that runs ends with the pages in hand, and no further delivery is tried. */
    public void beginNothingMore() {
        pause.stop();
    }

    /** Finishes the page and the deliveries in hand, and begins nothing more. */
    @Override
    public void close() {
        beginNothingMore();
        CamelSetup.stop(main, ledger);
        deliveries.sayTheRest();
        progress.close();
        destinations.close();
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    private void bind(RuleSet rules, Titles titles) {
        Random random = new SecureRandom();
        String tenantId = settings.graph().tenantId();
        ListRequest request = new ListRequest(settings.graph().url(), settings.graph().pageSize());
        GraphBudgets budgets = new GraphBudgets(budget(settings.graph().firstPageLimit()), budget(settings.graph().nextPageLimit()));
        Plans plans = new Plans(ledger, tenant, request, budgets, settings.graph().concurrency(), pause, run.clock());
        Map<String, Duration> lookBacks = settings.sweeps().stream()
                .collect(Collectors.toMap(SweepSettings::name, SweepSettings::lookBack));

        ActivePasses passes = new ActivePasses(progress);
        Events events = new Events(tenantId, titles, run.realClock());
        Audiences audiences = new Audiences(settings.destinations());
        bursts = new Bursts(rules, tenant, events, audiences);
        watch = new Watch(ledger, tenant, tenantId, settings.watch(), run);
        main.bind("watch", watch);
        main.bind("schedules", new Schedules(run.realClock()));
        main.bind("outcry", new Outcry(run.realClock()));
        Judge judge = new Judge(rules, ledger, tenant, events, audiences, watch, run.clock(),
                FirstStart.of(ledger, !run.once(), run.clock().instant(), settings.firstAlerts()),
                // so many that all readers have theirs
                () -> budgets.nextPages().free() > 4 * settings.graph().concurrency());
        main.bind("judge", judge);
        bindRequests(request.scope(), budgets, random, judge);
        main.bind("unchanged", (AggregationStrategy) (exchange, other) -> exchange);
        main.bind("sweeps", new Sweeps(lookBacks, ledger, tenant, plans, passes, run.clock(), pause, watch, bursts,
                settings.ledger().keep()).inheriting());
        deliveries = new Deliveries(ledger, destinations.channels(), new BackOff(random), run, pause, passes)
                .namingStrays();
        main.bind("deliveries", deliveries);
        destinations.bind(main, settings.proxy());
    }

    /** What asks the service, and what is done when it does not answer. */
    private void bindRequests(String scope, GraphBudgets budgets, Random random, Judge judge) {
        GraphSettings graph = settings.graph();
        TokenProvider tokens = new TokenProvider(new TokenRequests(graph, scope, () -> template, run.realClock())::request, run.realClock());
        main.bind("graphClient", CamelHttp.client(HttpClients.bounded(graph.timeout(), graph.maxAnswer(), settings.proxy())));
        main.bind("tokenClient", CamelHttp.client(HttpClients.bounded(graph.timeout(), HttpClients.SMALL_ANSWER, settings.proxy())));
        main.bind("graph", new GraphRequests(tokens, budgets, pause,
                new PageReader(Objects.requireNonNullElse(graph.pageSize(), 0)), graph.maxAnswer(), run));
        main.bind("pageRetry", new PageRetry(budgets, pause, run, random, judge::judgeWaiting, failures));
    }

    private RequestBudget budget(RequestLimit limit) {
        return new RequestBudget(limit.requests(), limit.per(), GraphBudgets.MARGIN, run.realClock());
    }
}

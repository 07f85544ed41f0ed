package io.callwatch.app;

import io.callwatch.config.ConfigurationException;
import io.callwatch.config.Durations;
import io.callwatch.config.Fault;
import io.callwatch.config.Faults;
import io.callwatch.config.Settings;
import io.callwatch.connection.Probe;
import io.callwatch.ledger.Ledger;
import io.callwatch.text.Causes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.RouteFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How Camel itself is set up: what it takes of its options, how it stops, and what it shows of itself. */
public final class CamelSetup {
    private static final Logger LOG = LoggerFactory.getLogger(CamelSetup.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);
    /** Whether anything is read; more often where a standstill is to be told sooner. */
    private static final Duration LOOK_AT_LEAST_EACH = Duration.ofMinutes(1);
    private static final String FILTERED = "it filters Callwatch's own routes too; yours are the files in routes/";

    private CamelSetup() {
    }

    /**
     * @param once without schedules and servers
     * @param others the operator's own keys, such as {@code camel.main.…}; ours come after them
     */
    static void of(Main main, Settings settings, boolean once, Map<String, String> others) {
        // without a hook of its own for SIGTERM: that one waits 23 s for a context that only its caller stops
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        others.forEach(main::addInitialProperty);
        // no file: by default Camel would read an application.properties of the classpath
        main.setPropertyPlaceholderLocations("false");
        main.addInitialProperty("callwatch.graph.timeout-millis", Long.toString(settings.graph().timeout().toMillis()));
        main.addInitialProperty("callwatch.watch.look-millis",
                Long.toString(Math.max(1_000, Math.min(settings.watch().staleAfter().toMillis(), LOOK_AT_LEAST_EACH.toMillis()))));
        if (!once) {
            schedules(main);
        }
        HttpServers.of(main, settings.management(), once);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport any) {
                any.getCamelContext().getCamelContextExtension().setErrorHandlerFactory(inOneLine());
            }

            @Override
            public void afterConfigure(BaseMainSupport any) {
                keepUntraced(any.getCamelContext());
            }
        });
        main.configure().withName("callwatch")
                .withRoutesIncludePattern("false") // they are loaded by RouteFiles
                .withShutdownTimeout((int) STOP_WITHIN.toSeconds())
                .withShutdownLogInflightExchangesOnTimeout(false)
                .withShutdownSuppressLoggingOnTimeout(true)
                .withAutoConfigurationEnabled(true)
                // an answer is read once, by its reader, with a bound on its size and time
                .withStreamCachingEnabled(false)
                .withJmxEnabled(false);
    }

    /**
     * Tokens and persons go through those of our routes that say they are not to be traced. What stands by would trace them too; and to
     * Camel the word concerns the log alone, not what is kept for JMX and consoles.
     */
    private static void keepUntraced(CamelContext context) {
        context.setTracingStandby(false);
        if (!context.isBacklogTracing() && !context.isBacklogTracingStandby()) {
            return;
        }
        context.setBacklogTracing(true);
        context.setBacklogTracingStandby(false);
        RouteFactory routes = PluginHelper.getRouteFactory(context);
        context.getCamelContextExtension().addContextPlugin(RouteFactory.class, (camel, definition, id, description, note, from, source) -> {
            Route route = routes.createRoute(camel, definition, id, description, note, from, source);
            if ("false".equals(((RouteDefinition) definition).getTrace())) {
                route.setBacklogTracing(false);
            }
            return route;
        });
    }

    /** One of the operator's options that Camel refuses is a fault of the configuration; its value may be a secret. */
    static void init(Main main, Settings settings) throws Exception {
        try {
            main.init();
        } catch (Exception | LinkageError e) {
            throw new ConfigurationException(Causes.all(e, PropertyBindingException.class).filter(option -> option.getOptionKey() != null)
                    .findFirst().map(option -> new Fault(option.getOptionPrefix() + option.getOptionKey(), null,
                            "an option that Camel knows, and a value that it takes"))
                    .orElseGet(() -> new Fault("camel.…", null, "options that Camel takes, but " + EndpointFault.words(e))));
        }
        if (!main.configure().isAutoStartup()) {
            throw new ConfigurationException(new Fault("camel.main.autoStartup", "false", "true, since no route would start"));
        }
        HttpServers.requireFreePorts(main, settings.management());
        none("autoStartupExcludePattern", main.configure().getAutoStartupExcludePattern(),
                "it keeps Callwatch's own routes from starting too; a route of yours says 'autoStartup: false' itself");
        none("durationMaxMessages", main.configure().getDurationMaxMessages(), "every route would stop one day");
        none("durationMaxIdleSeconds", main.configure().getDurationMaxIdleSeconds(), "every route would stop one day");
        none("routeFilterIncludePattern", main.configure().getRouteFilterIncludePattern(), FILTERED);
        none("routeFilterExcludePattern", main.configure().getRouteFilterExcludePattern(), FILTERED);
        boolean takesOurs = main.configure().isRoutesReloadEnabled() && main.configure().isRoutesReloadRemoveAllRoutes();
        none("routesReloadEnabled", takesOurs ? "true" : null, "a file that changes would take every route of Callwatch's with it "
                + "(camel.main.routesReloadRemoveAllRoutes=false leaves them)");
        none("exchangeFactory", "pooled".equals(main.configure().getExchangeFactory()) ? "pooled" : null, "no command could begin a pass");
    }

    /** An option that Callwatch cannot work with; 0 is Camel's word for a number that is not given. */
    private static void none(String option, Object value, String why) {
        if (value != null && !value.equals(0)) {
            throw new ConfigurationException(new Fault("camel.main." + option, value.toString(), "none, since " + why));
        }
    }

    /** Refuses what a start would, of endpoints, options and routes, in a configuration that is good else; starts nothing. */
    public static void look(Prepared prepared) throws Exception {
        if (prepared.others().isEmpty() && RouteFiles.files(prepared.own()).isEmpty()
                && Destinations.endpoints(prepared).noneMatch(Probe::hasComponent)) {
            return;
        }
        Faults faults = new Faults();
        Main main = new Main();
        try {
            of(main, prepared.settings(), true, prepared.others());
            TakenNames.beans(prepared.settings()).forEach(name -> main.bind(name, new Object()));
            init(main, prepared.settings());
            RouteFiles.load(main.getCamelContext(), prepared.own(), false, RouteInstances.ids(prepared.settings()));
            Destinations.lookAtEndpoints(prepared, main.getCamelContext(), faults);
            faults.throwIfAny();
        } finally {
            main.stop();
        }
    }

    /**
     * What fails in a route of the operator's that does not say otherwise is one line in the log, without a stack trace and Camel's
     * message history.
     */
    private static ErrorHandlerFactory inOneLine() {
        DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
        handler.setRedeliveryPolicy(new RedeliveryPolicyDefinition().logStackTrace(false).logExhaustedMessageHistory(false));
        return handler;
    }

    /**
     * Quartz would make up for each tick of the last minute that found its pass still running, one pass right after the other; and
     * two in a process would share what bears one name, until the first that stops takes it from the other.
     */
    private static void schedules(Main main) {
        main.addInitialProperty("camel.component.quartz.properties[org.quartz.scheduler.instanceName]", UUID.randomUUID().toString());
        main.addInitialProperty("camel.component.quartz.properties[org.quartz.jobStore.misfireThreshold]", "1000");
        main.addInitialProperty("camel.component.quartz.properties[org.quartz.threadPool.threadCount]", "10");
    }

    /**
     * What is in hand may end, but not for ever: a service or destination may have a request and never answer it.
     *
     * @param ledger closed where something did not end: Camel and Quartz would wait on for whoever waits for a database that keeps silent
     */
    static void stop(Main main, Ledger ledger) {
        CamelContext context = main.getCamelContext();
        if (context != null) {
            context.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event.getType() == CamelEvent.Type.RoutesStopped && context.getShutdownStrategy().isTimeoutOccurred()) {
                        ledger.close();
                    }
                }
            });
        }
        main.stop();
        if (context != null && context.getShutdownStrategy().isTimeoutOccurred()) {
            LOG.warn("what was in hand did not end within {} and is broken off: the next start reads and sends it again",
                    Durations.words(Duration.ofSeconds(main.configure().getShutdownTimeout())));
        }
    }

    /** Where there are health checks and metrics, ours are among them. */
    static void observe(CamelContext context, RecentOverview overview, Set<String> destinations, FailureCounts failures) {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            health.register(new FeedHealth(overview));
        }
        MeterRegistry metrics = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (metrics != null) {
            Gauges.register(metrics, overview, destinations);
            Gauges.register(metrics, failures);
        }
    }
}

package io.callwatch.app;

import io.callwatch.config.Faults;
import io.callwatch.ledger.Ledger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/**
 * Callwatch in the process of a host: on schedule from its start until it is closed, in a Camel context of its own beside the host's.
 * What the process is given counts for the host alone: no environment variable, no {@code -D}, no {@code application.properties} is
 * read, and no signal is listened to.
 */
public final class Embedded implements AutoCloseable {
    /** Camel itself would take the host's {@code CAMEL_…} and {@code -Dcamel.…} for this context too, and load its routes once more. */
    private static final Map<String, String> OF_THE_HOST = Map.of(
            "camel.main.autoConfigurationEnvironmentVariablesEnabled", "false",
            "camel.main.autoConfigurationSystemPropertiesEnabled", "false");

    private final Ledger ledger;
    private Destinations destinations;
    private Application application;

    private Embedded(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param values the keys of application.properties; those of Camel are for its own context
     * @param folder where relative paths start, and where the folders {@code routes} and {@code templates} may lie
     * @param routes the host's own in that context, for what goes to a {@code camel} destination
     * @throws io.callwatch.config.ConfigurationException naming every fault
     * @throws io.callwatch.ledger.LedgerException where the ledger cannot be used, with what to do
     */
    public static Embedded start(Map<String, String> values, Path folder, RoutesBuilder... routes) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (!knowsUs(before)) { // a pool's: it would find neither drivers nor migrations
            thread.setContextClassLoader(Embedded.class.getClassLoader());
        }
        try {
            return begun(values, folder, routes);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static boolean knowsUs(ClassLoader loader) {
        try {
            return loader != null && loader.loadClass(Embedded.class.getName()) == Embedded.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Embedded begun(Map<String, String> values, Path folder, RoutesBuilder... routes) throws Exception {
        Map<String, String> all = new TreeMap<>(OF_THE_HOST);
        all.putAll(values);
        Faults faults = new Faults();
        Prepared prepared = Prepared.withoutFault(Placeholders.resolve(all, faults), folder, faults);
        Embedded callwatch = new Embedded(prepared.ledger().open());
        try {
            callwatch.begin(prepared, routes);
            return callwatch;
        } catch (Throwable e) { // also what a route of the host's asserts
            callwatch.close();
            throw e;
        }
    }

    private void begin(Prepared prepared, RoutesBuilder... routes) throws Exception {
        InstantSource clock = InstantSource.system();
        destinations = Destinations.open(prepared, prepared.settings().destinations(), clock);
        application = new Application(prepared, ledger, destinations, new ProgressLine(null), new Run(clock, clock, false));
        application.start(routes);
    }

    /** Callwatch's own. */
    public CamelContext context() {
        return application.context();
    }

    /** Finishes the page and the deliveries in hand, and begins nothing more; whoever has closed it may start another. */
    @Override
    public void close() {
        if (application != null) {
            application.close();
        } else if (destinations != null) {
            destinations.close();
        }
        ledger.close();
    }
}

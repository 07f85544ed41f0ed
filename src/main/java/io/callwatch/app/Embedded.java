package io.callwatch.app;

import io.callwatch.config.Faults;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/**
 * Callwatch in the process of a host: on schedule from its start until it is closed, in a Camel context of its own beside the host's.
 * What the process is given counts for the host alone: no environment variable, no {@code -D}, no {@code application.properties} is
 * read, and no signal is listened to.
 */
public final class Embedded implements AutoCloseable {
    /**
     * Camel itself would take the host's {@code CAMEL_…} and {@code -Dcamel.…} for this context too, and load its routes once more; and
     * what is {@code {{home}}} here from its {@code HOME}.
     */
    private static final Map<String, String> OF_THE_HOST = Map.of(
            "camel.main.autoConfigurationEnvironmentVariablesEnabled", "false",
            "camel.main.autoConfigurationSystemPropertiesEnabled", "false",
            "camel.component.properties.environmentVariableMode", "0", // never
            "camel.component.properties.systemPropertiesMode", "0");

    private final Opened opened;

    private Embedded(Opened opened) {
        this.opened = opened;
    }

    /**
     * @param values the keys of application.properties, one whose value is null as if it were not there; those of Camel are for its own context
     * @param folder where relative paths start, and where the folders {@code routes} and {@code templates} may lie
     * @param routes the host's own in that context, for what goes to a {@code camel} destination
     * @throws io.callwatch.config.ConfigurationException naming every fault
     * @throws io.callwatch.ledger.LedgerException where the ledger cannot be used, with what to do
     */
    public static Embedded start(Map<String, String> values, Path folder, RoutesBuilder... routes) throws Exception {
        CompletableFuture<Embedded> started = new CompletableFuture<>();
        // one that ends with it: what libraries put by for a thread, as Netty does, would keep all classes in a server of web
        // applications as long as the server's own thread lives
        Thread thread = new Thread(() -> {
            try {
                started.complete(begun(values, folder, routes));
            } catch (Throwable e) { // also what a route of the host's asserts
                started.completeExceptionally(e);
            }
        }, "callwatch");
        if (!knowsUs(thread.getContextClassLoader())) { // a pool's: it would find neither drivers nor migrations
            thread.setContextClassLoader(Embedded.class.getClassLoader());
        }
        thread.start();
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    /** Whether the process's options are not for Camel, as long as the host sets none of ours back. @param others keys that are for Camel */
    static boolean isMeant(Map<String, String> others) {
        return others.entrySet().containsAll(OF_THE_HOST.entrySet());
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
        values.forEach((key, value) -> {
            if (value != null) { // of a variable, say, that nobody has set
                all.put(key, value);
            }
        });
        Faults faults = new Faults();
        OwnFolders own = new OwnFolders(List.of(folder)); // beside the jar lie the host's
        Prepared prepared = Prepared.of(Placeholders.resolve(all, false, faults), folder, own, faults).without(faults);
        Run run = new Run(InstantSource.system(), InstantSource.system(), false);
        Opened opened = Opened.of(prepared, prepared.ledger(), prepared.settings().destinations(), new ProgressLine(null), run);
        try {
            opened.application().start(routes);
            return new Embedded(opened);
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
    }

    /** Callwatch's own. */
    public CamelContext context() {
        return opened.application().context();
    }

    /**
     * Finishes the page and the deliveries in hand, but breaks off what does not end within eight seconds, and begins nothing more;
     * whoever has closed it may start another.
     */
    @Override
    public void close() {
        opened.close();
    }
}

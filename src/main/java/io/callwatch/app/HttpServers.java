package io.callwatch.app;

import io.callwatch.config.ConfigurationException;
import io.callwatch.config.Fault;
import io.callwatch.config.ManagementSettings;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainHttpServerFactory;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceSupport;

/** Where Camel listens: the port of health and metrics, and one that the operator opens for routes of theirs. */
final class HttpServers {
    private HttpServers() {
    }

    /** Health at /observe/health and metrics at /observe/metrics, on a port of their own; none without a port. */
    static void of(Main main, ManagementSettings management, boolean once) {
        if (once) { // beside a run, whose ports these are
            main.bind("callwatch-no-servers", new None());
            return;
        }
        if (management.port() == null) {
            return;
        }
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport any) {
                withoutItsFolder(any.getCamelContext());
            }
        });
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.host", management.host());
        main.addInitialProperty("camel.management.port", management.port().toString());
        main.addInitialProperty("camel.management.health-check-enabled", "true");
        main.addInitialProperty("camel.management.metrics-enabled", "true");
        main.addInitialProperty("camel.metrics.enabled", "true");
        main.addInitialProperty("camel.metrics.path", "/observe/metrics");
    }

    /** In the place of Camel's own: wherever one was asked for, in a file or behind {@code -D}, none is opened. */
    private static final class None implements MainHttpServerFactory {
        @Override
        public Service newHttpServer(CamelContext context, HttpServerConfigurationProperties server) {
            server.setEnabled(false);
            return new NoService();
        }

        @Override
        public Service newHttpManagementServer(CamelContext context, HttpManagementServerConfigurationProperties server) {
            server.setEnabled(false);
            return new NoService();
        }
    }

    private static final class NoService extends ServiceSupport {
    }

    /**
     * Vert.x makes a folder for copies of what it serves from the classpath. Here that is nothing, and in a container there may be no
     * place for a folder.
     */
    private static void withoutItsFolder(CamelContext context) {
        if (context.getRegistry().findByType(VertxOptions.class).isEmpty()) {
            context.getRegistry().bind("callwatch-vertx", new VertxOptions().setFileSystemOptions(
                    new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
        }
    }

    /** Those that Camel will open, after it has read its options, and before it opens any. */
    static void requireFreePorts(Main main, ManagementSettings management) {
        MainConfigurationProperties options = main.configure();
        if (options.hasHttpServerConfiguration() && options.httpServer().isEnabled()) {
            HttpServerConfigurationProperties server = options.httpServer();
            requireFreePort("camel.server", server.getHost(), server.getPort());
        }
        if (options.hasHttpManagementServerConfiguration() && options.httpManagementServer().isEnabled()) {
            HttpManagementServerConfigurationProperties server = options.httpManagementServer();
            requireFreePort(management.port() == null ? "camel.management" : "callwatch.management", server.getHost(), server.getPort());
        }
    }

    /** Camel would say in the log alone that it cannot listen, and the run go on unseen. */
    private static void requireFreePort(String keys, String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(new Fault(keys + ".port", Integer.toString(port),
                    "a port on which this process may listen at " + keys + ".host=" + host + " (" + e.getMessage() + ")"));
        }
    }
}

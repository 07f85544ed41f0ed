package io.callwatch.app;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * Camel's Main in a host: its options are those that it is given. Camel itself takes what lies in the host's class path, too, as
 * camel-observability-services has a file there that opens a port, and in a file that the process names for the host's own Camel.
 */
final class HostedMain extends Main {
    @Override
    protected void configurePropertiesService(CamelContext context) {
        context.getPropertiesComponent().setInitialProperties(getInitialProperties());
    }
}

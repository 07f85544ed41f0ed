package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.ConfigurationException;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.Fault;
import io.callwatch.config.Faults;
import io.callwatch.config.Loopback;
import io.callwatch.destination.AlertFile;
import io.callwatch.destination.AlertFileException;
import io.callwatch.destination.LineFormat;
import io.callwatch.destination.MailRenderer;
import io.callwatch.destination.Rotation;
import io.callwatch.destination.TemplateFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.Main;

/** The configured destinations: a bean and a route from the template of its kind for each. */
public final class Destinations implements AutoCloseable {
    private final List<DestinationSettings> settings;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final List<AlertFile> files = new ArrayList<>();

    private Destinations(List<DestinationSettings> settings) {
        this.settings = settings;
    }

    /** Opens the files; one that cannot be written is a fault of the configuration. */
    public static Destinations open(List<DestinationSettings> settings, ZoneId zone, InstantSource realClock, Faults faults) {
        Destinations opened = new Destinations(settings);
        String restIn = settings.stream().filter(DestinationSettings.File.class::isInstance).map(DestinationSettings.File.class::cast)
                .map(file -> file.path().getFileName() + " (destination " + file.name() + ")").findFirst().orElse(null);
        for (DestinationSettings destination : settings) {
            Channel channel = null;
            if (destination instanceof DestinationSettings.Email email) {
                channel = email(email, zone, realClock, restIn, faults);
            } else if (destination instanceof DestinationSettings.Webhook webhook) {
                channel = new WebhookDestination(webhook, zone, realClock, restIn);
            } else if (destination instanceof DestinationSettings.Camel camel) {
                channel = new CamelDestination(camel);
            } else if (destination instanceof DestinationSettings.File file) {
                channel = opened.file(file, realClock, faults);
            }
            if (channel != null) {
                opened.channels.put(destination.name(), channel);
            }
        }
        return opened;
    }

    /** Writes what a destination would be sent for an event; touches nothing. */
    public static void preview(DestinationSettings destination, ZoneId zone, Event event, OutputStream out, Faults faults)
            throws IOException {
        Channel channel = destination instanceof DestinationSettings.File file ? new FileDestination(file, null)
                : open(List.of(destination), zone, InstantSource.system(), faults).channels().get(destination.name());
        faults.throwIfAny();
        channel.preview(event, out);
    }

    private static Channel email(DestinationSettings.Email settings, ZoneId zone, InstantSource realClock, String restIn,
            Faults faults) {
        try {
            return new EmailDestination(settings, new MailRenderer(Path.of("templates"), zone, settings.from()), realClock, restIn);
        } catch (TemplateFault e) {
            faults.add("templates/" + e.file(), e.line() > 0 ? "line " + e.line() : "",
                    "a template that can be filled in (" + e.getMessage() + ")");
            return null;
        }
    }

    private Channel file(DestinationSettings.File settings, InstantSource realClock, Faults faults) {
        try {
            AlertFile file = AlertFile.open(settings.path(), LineFormat.of(settings.format()),
                    Rotation.parse(settings.rotate()), realClock);
            files.add(file);
            return new FileDestination(settings, file);
        } catch (AlertFileException e) {
            faults.add("callwatch.destinations." + settings.name() + ".path", settings.path().toString(),
                    "a file that can be written (" + e.getMessage() + ")");
            return null;
        }
    }

    Map<String, Channel> channels() {
        return channels;
    }

    /** How often each is asked for what is due until nothing is: one falls back in a round, its fallback has it in the next. */
    long rounds() {
        return 1 + 2 * channels.values().stream().filter(channel -> channel.fallback() != null).count();
    }

    Set<String> names() {
        return channels.keySet();
    }

    void bind(Main main) {
        for (DestinationSettings destination : settings) {
            main.bind("destination-" + destination.name(), channels.get(destination.name()));
            main.bind("httpClient-" + destination.name(), destination instanceof DestinationSettings.Webhook webhook
                    ? HttpClients.guarded(webhook.common().timeout(), webhook.allowPrivate() || Loopback.is(webhook.url().getHost()))
                    : HttpClients.bounded(destination.common().timeout()));
            if (destination instanceof DestinationSettings.Email email && email.username() != null && email.password() != null) {
                main.bind("login-" + email.name(), new MailLogin(email.username(), email.password()));
            }
        }
    }

    void addRoutes(CamelContext context) throws Exception {
        for (DestinationSettings destination : settings) {
            String name = destination.name();
            TemplatedRouteBuilder.builder(context, "deliver").routeId("deliver-" + name).parameter("destination", name).add();
            TemplatedRouteBuilder send = TemplatedRouteBuilder.builder(context, "send-" + kind(destination))
                    .routeId("send-" + name).parameter("destination", name);
            if (destination instanceof DestinationSettings.Email email) {
                send.parameter("server", MailServer.uri(email));
            } else if (destination instanceof DestinationSettings.Webhook webhook) {
                send.parameter("timeoutMillis", webhook.common().timeout().toMillis());
            } else if (destination instanceof DestinationSettings.Camel camel) {
                requireEndpoint(context, camel);
                send.parameter("uri", camel.uri());
            }
            send.add();
        }
    }

    private static void requireEndpoint(CamelContext context, DestinationSettings.Camel camel) {
        try {
            context.getEndpoint(camel.uri());
        } catch (ResolveEndpointFailedException | NoSuchEndpointException e) {
            throw new ConfigurationException(List.of(new Fault("callwatch.destinations." + camel.name() + ".uri",
                    camel.uri().replaceFirst("[?].*", "?…"), Connection.hasComponent(camel) ? "an endpoint, but " + EndpointFault.words(e)
                            : "an endpoint of a component in the jar or on the classpath")));
        }
    }

    private static String kind(DestinationSettings destination) {
        return destination.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        files.forEach(AlertFile::close);
    }
}

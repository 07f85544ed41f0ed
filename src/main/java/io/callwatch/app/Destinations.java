package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.Faults;
import io.callwatch.config.ProxySettings;
import io.callwatch.connection.Probe;
import io.callwatch.destination.AlertFile;
import io.callwatch.destination.AlertFileException;
import io.callwatch.destination.LineFormat;
import io.callwatch.destination.MailRenderer;
import io.callwatch.destination.Rotation;
import io.callwatch.destination.TemplateFault;
import io.callwatch.destination.Titles;
import io.callwatch.text.Url;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.main.Main;

/** The configured destinations: a bean and a route from the template of its kind for each. */
public final class Destinations implements AutoCloseable {
    private static final String NO_COMPONENT = "an endpoint of a component in the jar or on the classpath";

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final List<AlertFile> files = new ArrayList<>();

    private Destinations() {
    }

    /**
     * Opens the files.
     *
     * @param settings of those that are wanted
     * @throws io.callwatch.config.ConfigurationException naming all files that cannot be written and templates that cannot be filled in
     */
    static Destinations open(Prepared prepared, List<DestinationSettings> settings, InstantSource realClock) {
        Faults faults = new Faults();
        Destinations opened = new Destinations();
        ZoneId zone = prepared.settings().timeZone();
        Titles titles = prepared.titles();
        for (DestinationSettings destination : settings) {
            Channel channel = null;
            if (destination instanceof DestinationSettings.Email email) {
                MailRenderer renderer = renderer(prepared, email.from(), faults);
                channel = renderer == null ? null
                        : new EmailDestination(email, titles, renderer, realClock, new CompleteFile(prepared, email.name()));
            } else if (destination instanceof DestinationSettings.Webhook webhook) {
                channel = new WebhookDestination(webhook, titles, zone, realClock, new CompleteFile(prepared, webhook.name()));
            } else if (destination instanceof DestinationSettings.Camel camel) {
                channel = new CamelDestination(camel, titles);
            } else if (destination instanceof DestinationSettings.File file) {
                channel = opened.file(file, titles, realClock, faults);
            }
            if (channel != null) {
                opened.channels.put(destination.name(), channel);
            }
        }
        if (faults.any()) {
            opened.close();
        }
        faults.throwIfAny();
        return opened;
    }

    /** Adds what {@link #open} would find, as far as can be seen without touching anything; settings with faults may hold nulls. */
    public static void look(Prepared prepared, Faults faults) {
        List<DestinationSettings> settings = prepared.settings().destinations();
        if (settings.stream().anyMatch(DestinationSettings.Email.class::isInstance)) {
            renderer(prepared, null, faults);
        }
        for (DestinationSettings destination : settings) {
            if (destination instanceof DestinationSettings.File file && file.path() != null && file.format() != null
                    && faults.all().stream().noneMatch(fault -> fault.key().equals(pathKey(file)))) {
                try {
                    AlertFile.look(file.path(), LineFormat.of(file.format()));
                } catch (AlertFileException e) {
                    add(file, e, faults);
                }
            }
        }
    }

    /** Writes what a destination would be sent for an event; touches nothing. */
    public static void preview(Prepared prepared, DestinationSettings destination, Event event, OutputStream out) throws IOException {
        Channel channel = destination instanceof DestinationSettings.File file ? new FileDestination(file, prepared.titles(), null)
                : open(prepared, List.of(destination), InstantSource.system()).channels().get(destination.name());
        channel.preview(event, out);
    }

    /** Null, and a fault, where a template cannot be filled in. */
    private static MailRenderer renderer(Prepared prepared, String from, Faults faults) {
        List<Path> folders = prepared.own().named("templates");
        try {
            return new MailRenderer(folders, prepared.settings().timeZone(), from);
        } catch (TemplateFault e) {
            String file = folders.stream().map(folder -> folder.resolve(e.file())).filter(Files::exists).map(Path::toString)
                    .reduce("templates/" + e.file(), (earlier, later) -> later);
            faults.add(file, e.line() > 0 ? "line " + e.line() : null, "a template that can be filled in (" + e.getMessage() + ")");
            return null;
        }
    }

    private Channel file(DestinationSettings.File settings, Titles titles, InstantSource realClock, Faults faults) {
        try {
            AlertFile file = AlertFile.open(settings.path(), LineFormat.of(settings.format()),
                    new Rotation(settings.daily(), settings.maxBytes()), realClock);
            files.add(file);
            return new FileDestination(settings, titles, file);
        } catch (AlertFileException e) {
            add(settings, e, faults);
            return null;
        }
    }

    private static void add(DestinationSettings.File file, AlertFileException refusal, Faults faults) {
        faults.add(pathKey(file), file.path().toString(), "a file that can be written (" + refusal.getMessage() + ")");
    }

    private static String pathKey(DestinationSettings.File file) {
        return "callwatch.destinations." + file.name() + ".path";
    }

    Map<String, Channel> channels() {
        return channels;
    }

    /** How often each is asked for what is due until nothing is: one falls back in a round, its fallback has it in the next. */
    long rounds() {
        return 1 + 2 * channels.values().stream().filter(channel -> channel.common().fallback() != null).count();
    }

    Set<String> names() {
        return channels.keySet();
    }

    /** @param proxy null for none */
    void bind(Main main, ProxySettings proxy) {
        main.bind("everyHeader", CamelHttp.everyHeader());
        channels.values().forEach(channel -> channel.bind(main, proxy));
    }

    void addRoutes(CamelContext context) throws Exception {
        Faults faults = new Faults();
        for (Channel channel : channels.values()) {
            RouteInstances.add(context, "deliver", "deliver-" + channel.name(), Map.of("destination", channel.name()));
            if (channel instanceof CamelDestination camel) {
                connect(camel, context, faults);
            }
            Map<String, Object> parameters = new HashMap<>(channel.parameters());
            parameters.put("destination", channel.name());
            RouteInstances.add(context, channel.template(), "send-" + channel.name(), parameters);
        }
        faults.throwIfAny();
    }

    /** Adds what {@link #addRoutes} would find of endpoints; that a component is missing is none, since another start may have it. */
    static void lookAtEndpoints(Prepared prepared, CamelContext context, Faults faults) {
        for (DestinationSettings.Camel camel : endpoints(prepared).filter(Probe::hasComponent).toList()) {
            connect(new CamelDestination(camel, prepared.titles()), context, faults);
        }
    }

    /** Adds what can be told of endpoints without a Camel; settings with faults may hold nulls. */
    static void requireComponents(Prepared prepared, Faults faults) {
        endpoints(prepared).filter(camel -> camel.uri() != null && !Probe.hasComponent(camel))
                .forEach(camel -> add(camel, NO_COMPONENT, faults));
    }

    static Stream<DestinationSettings.Camel> endpoints(Prepared prepared) {
        return prepared.settings().destinations().stream().filter(DestinationSettings.Camel.class::isInstance)
                .map(DestinationSettings.Camel.class::cast);
    }

    private static void connect(CamelDestination channel, CamelContext context, Faults faults) {
        try {
            channel.sendBy(context);
        } catch (ResolveEndpointFailedException | NoSuchEndpointException | LinkageError e) {
            DestinationSettings.Camel camel = channel.settings();
            add(camel, Probe.hasComponent(camel) ? "an endpoint, but " + EndpointFault.words(e) : NO_COMPONENT, faults);
        }
    }

    private static void add(DestinationSettings.Camel camel, String expected, Faults faults) {
        faults.add("callwatch.destinations." + camel.name() + ".uri", Url.endpoints(camel.uri().replaceFirst("(?s)[?].*", "?…")), expected);
    }

    @Override
    public void close() {
        channels.values().forEach(Channel::close);
        files.forEach(AlertFile::close);
    }
}

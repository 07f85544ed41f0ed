package io.callwatch.app;

import io.callwatch.config.Settings;
import io.callwatch.config.SweepSettings;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;

/** The routes that are made of templates, one for each sweep or destination of the configuration, whose name ends their id. */
final class RouteInstances {
    private RouteInstances() {
    }

    /** The ids of all, also of those that this run does without. */
    static Set<String> ids(Settings settings) {
        return Stream.concat(
                settings.destinations().stream().flatMap(each ->
                        Stream.of("deliver-", "send-", "await-deliveries-").map(id -> id + each.name())),
                settings.sweeps().stream().flatMap(each -> Stream.of("sweep-", "carry-on-").map(id -> id + each.name())))
                .collect(Collectors.toSet());
    }

    /** Those that a clock starts. */
    static void addScheduled(CamelContext context, Settings settings, Set<String> destinations) throws Exception {
        for (SweepSettings sweep : settings.sweeps()) {
            add(context, "sweep", "sweep-" + sweep.name(), Map.of("sweep", sweep.name(), "cron", sweep.schedule(),
                    "zone", named(settings.timeZone())));
            add(context, "carry-on", "carry-on-" + sweep.name(), Map.of("sweep", sweep.name()));
        }
        for (String destination : destinations) {
            add(context, "await-deliveries", "await-deliveries-" + destination, Map.of("destination", destination));
        }
    }

    /** As Quartz takes it: of {@code +02:00} as it stands, and of {@code UTC+2}, it makes GMT without a word. */
    private static String named(ZoneId zone) {
        return TimeZone.getTimeZone(zone.normalized()).getID();
    }

    /** A template that does not fit is a fault of the operator's file that has taken the place of ours; so is one that cannot be started. */
    static void add(CamelContext context, String template, String id, Map<String, Object> parameters) throws Exception {
        ModelCamelContext model = (ModelCamelContext) context;
        try {
            model.addRouteFromTemplate(id, template, parameters);
            model.getRouteDefinition(id).setResource(model.getRouteTemplateDefinition(template).getResource());
        } catch (Exception e) {
            RouteTemplateDefinition used = model.getRouteTemplateDefinition(template);
            throw used == null ? e : RouteFiles.blamed(e, used.getResource().getLocation());
        }
    }
}

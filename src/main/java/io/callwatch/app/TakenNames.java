package io.callwatch.app;

import io.callwatch.config.Settings;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * Refuses ids of routes and templates, names of beans and sources of routes that are taken: Camel would take the one for the other
 * without a word. Ours come first, so what is refused is the operator's.
 */
final class TakenNames {
    private static final String DIRECT = "direct:";
    private static final List<String> BEANS = List.of("cel-language", "readers", "watch", "schedules", "outcry", "judge", "unchanged", "sweeps",
            "deliveries", "graphClient", "tokenClient", "graph", "pageRetry", "everyHeader");

    private final ModelCamelContext context;
    private final Set<String> instances;
    private final Map<String, Object> beans;
    private final Set<String> routes;
    private final Set<RouteDefinition> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Before anything is loaded: the beans that are there are those that our routes call. @param instances their ids */
    TakenNames(ModelCamelContext context, Set<String> instances) {
        this.context = context;
        this.instances = instances;
        this.beans = context.getRegistry().findByTypeWithName(Object.class);
        this.routes = new HashSet<>(instances);
    }

    /** The names of all beans of ours, for who has none of them. */
    static Stream<String> beans(Settings settings) {
        return Stream.concat(BEANS.stream(), settings.destinations().stream().flatMap(each ->
                Stream.of("destination-", "httpClient-", "mail-", "login-").map(kind -> kind + each.name())));
    }

    /** Looks at what has been added since it was called last. */
    void check() {
        context.getRouteDefinitions().stream().filter(seen::add).forEach(this::check);
        Set<String> templates = new HashSet<>();
        for (RouteTemplateDefinition template : context.getRouteTemplateDefinitions()) {
            require(templates.add(template.getId()), "there is another template with the id " + template.getId());
        }
        beans.forEach((name, bean) ->
                require(context.getRegistry().lookupByName(name) == bean, "there is another bean of the name " + name));
    }

    private void check(RouteDefinition route) {
        require(route.getRouteId() == null || routes.add(route.getRouteId()), "there is another route with the id " + route.getRouteId());
        String source = RouteFiles.source(context, route);
        require(!source.matches(DIRECT + "(deliver|send)-.*") || !instances.contains(source.substring(DIRECT.length())),
                "there is another route from " + source);
    }

    private static void require(boolean free, String otherwise) {
        if (!free) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

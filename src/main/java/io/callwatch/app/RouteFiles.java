package io.callwatch.app;

import io.callwatch.config.ConfigurationException;
import io.callwatch.config.Fault;
import io.callwatch.text.FileTrouble;
import io.callwatch.text.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.function.ThrowingConsumer;

/**
 * Where the routes come from: those packed into the jar, each replaced by the file of its name in a folder {@code routes}
 * in the working directory or beside the jar, and whatever else lies in that folder.
 */
final class RouteFiles {
    private static final String ENDING = ".camel.yaml";
    private static final String FILE = "file:";
    /** The one kind that is no list. */
    private static final Pattern PIPE = Pattern.compile("(?m)^[\"']?kind[\"']?\\s*:\\s*[\"']?Pipe\\b");
    private static final String CALLED = "(direct|seda):.*";
    private static final List<String> PACKED = List.of("read-windows", "read-in-turn", "read-window", "request-page",
            "request-token", "judge-page", "same-page-again", "deliver", "failed-delivery", "send-email", "send-webhook",
            "send-file", "send-camel", "failed-work");
    /** What a clock starts, or follows from that. */
    private static final List<String> SCHEDULED = List.of("sweep", "resume-reading", "find-unread", "carry-on", "await-deliveries",
            "watch-feed");
    private static final List<String> OURS = Stream.concat(PACKED.stream(), SCHEDULED.stream()).toList();

    private RouteFiles() {
    }

    /**
     * Loads them into a context that is not started yet. One that Camel cannot load is a fault of the operator's file.
     *
     * @param once without what a clock starts; of the operator's routes only those begin that are called from others
     * @param instances the ids of routes that will be made of templates
     * @param others of a host's that join them
     */
    static void load(CamelContext context, OwnFolders own, boolean once, Set<String> instances, RoutesBuilder... others)
            throws Exception {
        ModelCamelContext model = (ModelCamelContext) context;
        refuseTwice(model, own);
        TakenNames taken = new TakenNames(model, instances);
        for (RoutesBuilder each : others) {
            context.addRoutes(each);
            taken.check();
        }
        ErrorHandlerFactory ours = context.getCamelContextExtension().getErrorHandlerFactory();
        Map<String, Resource> resources = resources(context, own, once);
        Map<RoutesBuilder, Resource> builders = new LinkedHashMap<>();
        each(resources.values(), Function.identity(), resource -> {
            requireList(resource);
            PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource)).forEach(builder -> builders.put(builder, resource));
            taken.check();
        });
        each(builders.keySet(), builders::get, builder -> {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                context.addRoutesConfigurations(configurations);
            }
        });
        each(builders.keySet(), builders::get, builder -> {
            context.addRoutes(builder);
            taken.check();
        });
        each(builders.keySet(), builders::get, builder -> {
            context.addTemplatedRoutes(builder);
            taken.check();
        });
        each(resources.keySet(), resources::get, name -> requireItsOwn(model, name));
        // an error handler of a file of theirs is for what was loaded after it, not for what is made of our templates from now on
        context.getCamelContextExtension().setErrorHandlerFactory(ours);
        if (once) {
            model.getRouteDefinitions().stream().filter(route -> !source(context, route).matches(CALLED))
                    .forEach(route -> route.autoStartup(false));
        }
    }

    /** Where Camel finds another kind of YAML in the operator's file, it takes nothing of it and says nothing. */
    private static void requireList(Resource file) throws IOException {
        if (!file.getLocation().startsWith(FILE)) {
            return;
        }
        String text = new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Optional<String> first = text.lines().map(line -> line.replaceFirst("^\uFEFF?(\\s*#|---|%).*|^\uFEFF", "").strip())
                .filter(line -> !line.isEmpty()).findFirst();
        if (first.isPresent() && !first.get().matches("[-\\[].*") && !PIPE.matcher(text).find()) {
            throw new IllegalArgumentException("they are no list, in which each route begins with a dash: '- route:'");
        }
    }

    /** What takes the place of ours does so under the same id: others call it by that. */
    private static void requireItsOwn(ModelCamelContext model, String file) {
        String id = file.substring(0, file.length() - ENDING.length());
        if (OURS.contains(id) && !isThere(model, id)) {
            throw new IllegalArgumentException("none of them has the id " + id);
        }
    }

    /** Camel itself has loaded what its option names; a route without an id would go twice without a word. */
    private static void refuseTwice(ModelCamelContext model, OwnFolders own) {
        Stream<String> ours = OURS.stream().filter(id -> isThere(model, id)).map(id -> "there is another route with the id " + id);
        List<Path> loadedAnyway = files(own).stream().map(file -> file.toAbsolutePath().normalize()).toList();
        Stream<String> theirs = model.getRouteDefinitions().stream().map(RouteDefinition::getResource)
                .filter(file -> file != null && file.getLocation().startsWith(FILE))
                .map(file -> Path.of(file.getLocation().substring(FILE.length())).toAbsolutePath().normalize())
                .filter(loadedAnyway::contains).map(file -> file + " is loaded without it");
        Stream.concat(ours, theirs).findFirst().ifPresent(why -> {
            throw new ConfigurationException(new Fault("camel.main.routesIncludePattern", null, "files of your own, but " + why));
        });
    }

    private static boolean isThere(ModelCamelContext model, String id) {
        return model.getRouteDefinition(id) != null || model.getRouteTemplateDefinition(id) != null
                || model.getRouteConfigurationDefinition(id) != null;
    }

    static String source(CamelContext context, RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        try {
            return context.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException e) {
            return uri; // which the start says better
        }
    }

    private static Map<String, Resource> resources(CamelContext context, OwnFolders own, boolean once) {
        Map<String, Resource> resources = new LinkedHashMap<>(); // ours first: what clashes with them is the operator's fault
        OURS.stream().map(route -> route + ENDING).forEach(name -> resources.put(name,
                PluginHelper.getResourceLoader(context).resolveResource("classpath:io/callwatch/routes/" + name)));
        for (Path file : files(own)) {
            // by its content: in a location Camel takes commas, question marks and stars for more than a part of the name
            resources.put(file.getFileName().toString(), ResourceHelper.fromBytes(FILE + file, bytes(file)));
        }
        if (once) {
            SCHEDULED.forEach(route -> resources.remove(route + ENDING));
        }
        return resources;
    }

    private static byte[] bytes(Path file) {
        try {
            return TextFile.bytes(file);
        } catch (IOException e) {
            throw new ConfigurationException(new Fault(file.toString(), null, "a file that can be read (" + FileTrouble.of(e) + ")"));
        }
    }

    private static <T> void each(Collection<T> parts, Function<T, Resource> source, ThrowingConsumer<T, Exception> step)
            throws Exception {
        for (T part : parts) {
            try {
                step.accept(part);
            } catch (Exception | LinkageError e) {
                throw blamed(e, source.apply(part).getLocation());
            }
        }
    }

    /** Why a file of this name is not loaded; empty where it is. */
    static Optional<String> misnamed(String name) {
        return name.endsWith(ENDING) ? Optional.empty() : Optional.of("is not loaded: files of routes end in " + ENDING);
    }

    /** The operator's. */
    static List<Path> files(OwnFolders own) {
        return own.named("routes").stream().flatMap(folder -> list(folder).stream()).toList();
    }

    /**
     * What kept a route from being started, as a fault of the operator's file that it came from; else as it is. Where a class is missing
     * Camel does not say which route needs it; ours have all of theirs, so it is one of the operator's.
     */
    static Exception blamed(Throwable thrown, CamelContext context) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String id = cause instanceof FailedToCreateRouteException failed ? failed.getRouteId()
                    : cause instanceof FailedToStartRouteException failed ? failed.getRouteId() : null;
            RouteDefinition route = id == null ? null : ((ModelCamelContext) context).getRouteDefinition(id);
            if (route != null && route.getResource() != null) {
                return blamed(thrown, route.getResource().getLocation());
            }
        }
        return thrown instanceof Exception passing ? passing : blamed(thrown, FILE + "routes");
    }

    static Exception blamed(Throwable thrown, String location) {
        return thrown instanceof Exception ours && !location.startsWith(FILE) ? ours : new ConfigurationException(new Fault(
                location.replaceFirst("^" + FILE, ""), null, "routes in Camel's YAML, but " + EndpointFault.words(thrown)));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            throw new ConfigurationException(new Fault(folder.toString(), null, "a folder that can be read (" + FileTrouble.of(e) + ")"));
        }
    }
}

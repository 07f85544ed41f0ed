package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.OtherClassLoader;
import io.callwatch.app.Embedded;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Array;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.junit.jupiter.api.Test;

/** A host that is packed into one jar with all that it brings, Callwatch among it. */
class HostsJarTest extends AtAWorkplace {
    private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();
    private static final String ROUTE = "- route:\n    id: %1$s\n    from:\n      uri: direct:%1$s\n      steps:\n        - log: %1$s\n";

    /** They would run a second time, in a context that they do not know. */
    @Test
    void routesAndTemplatesBesideTheJarAreTheHosts() throws Exception {
        Path besideJar = Files.createDirectory(folder.resolve("host"));
        Path own = Files.createDirectory(folder.resolve("callwatch"));
        Files.writeString(Files.createDirectory(besideJar.resolve("routes")).resolve("theirs.camel.yaml"), ROUTE.formatted("theirs"));
        Files.writeString(Files.createDirectory(own.resolve("routes")).resolve("mine.camel.yaml"), ROUTE.formatted("mine"));
        Files.writeString(Files.createDirectory(besideJar.resolve("templates")).resolve("event.subject.ftl"), "${theirs}");
        Path jar = packed(besideJar.resolve("host.jar"));
        try (URLClassLoader host = OtherClassLoader.of(parts -> parts.map(part -> part.equals(CLASSES) ? jar : part))) {
            Class<?> embedded = host.loadClass(Embedded.class.getName());
            Class<?> routes = host.loadClass(RoutesBuilder.class.getName()).arrayType();
            Object none = Array.newInstance(routes.componentType(), 0);
            try (AutoCloseable callwatch = (AutoCloseable) embedded.getMethod("start", Map.class, Path.class, routes)
                    .invoke(null, at.values(), own, none)) {
                Object context = embedded.getMethod("context").invoke(callwatch);
                List<?> loaded = (List<?>) context.getClass().getMethod("getRoutes").invoke(context);
                assertThat(loaded.toString()).contains("direct://mine").doesNotContain("direct://theirs");
            }
        }
    }

    private static Path packed(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(CLASSES.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}

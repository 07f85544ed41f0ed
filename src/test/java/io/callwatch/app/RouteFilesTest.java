package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {
    @TempDir
    private Path folder;

    @Test
    void eachFileOfOurFolderIsLoadedUnderItsName() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteFiles.load(context, OwnFolders.of(folder), false, Set.of());
            List<String> loaded = Stream.of(context.getRouteDefinitions().stream().map(RouteDefinition::getRouteId),
                    context.getRouteTemplateDefinitions().stream().map(RouteTemplateDefinition::getId),
                    context.getRouteConfigurationDefinitions().stream().map(RouteConfigurationDefinition::getId))
                    .flatMap(ids -> ids).map(id -> id + ".camel.yaml").toList();
            assertThat(new File("routes").list()).containsExactlyInAnyOrderElementsOf(loaded);
        }
    }

    /** What arrives and what leaves, on top of each. */
    @Test
    void eachFileOfOurFolderBeginsWithTwoLinesOfComment() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(Files.readAllLines(file).stream()
                    .takeWhile(line -> line.startsWith("# "))).as(file.toString()).hasSize(2));
        }
    }
}

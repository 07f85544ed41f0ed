package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.config.ConfigurationException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFilesTest {
    private static final String FROM = "    from:\n      uri: direct:mine\n      steps:\n        - log: mine\n";

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

    /** Camel's compact notation, a step or a language as a bare text, is deprecated from 4.21 on: each such file is a warning there. */
    @Test
    void eachStepAndExpressionOfOurFilesIsWrittenInFull() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(Stream.concat(files, Stream.of(Path.of("README.md")))).allSatisfy(file -> assertThat(file).content()
                    .doesNotContainPattern("(?m)^\\s*- (to|toD|log): \\S|^\\s*- from:|^\\s+(simple|constant): \\S"
                            + "|(?<!expression:\n {1,40})method:\n"));
        }
    }

    /** Camel takes nothing of it, without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "# mine\n\n%s", "\uFEFF---\n%s", "routes:\n- %s", "{route: {id: mine}}", "mine",
        "apiVersion: camel.apache.org/v1\nkind: Integration\nspec:\n  flows: []\n"})
    void aFileThatIsNoListIsRefused(String form) throws Exception {
        assertThatThrownBy(() -> load(form.formatted("route:\n    id: mine\n" + FROM))).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mine.camel.yaml: expected routes in Camel's YAML, but they are no list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- route:\n    id: mine\n", "\uFEFF- route:\n    id: mine\n",
        "%YAML 1.2\n--- # mine\n\n  # yes\n- route:\n    id: mine\n"})
    void aListIsTaken(String list) throws Exception {
        assertThat(load(list + FROM)).contains("mine");
    }

    @Test
    void soIsAPipe() throws Exception {
        assertThat(load("# mine\napiVersion: camel.apache.org/v1\nkind: Pipe\nmetadata:\n  name: mine\nspec:\n"
                + "  source:\n    uri: direct:mine\n  sink:\n    uri: log:mine\n")).contains("mine");
    }

    /** @return the ids of the routes that are there then */
    private List<String> load(String yaml) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("routes")).resolve("mine.camel.yaml"), yaml);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteFiles.load(context, new OwnFolders(List.of(folder)), false, Set.of());
            return context.getRouteDefinitions().stream().map(RouteDefinition::getRouteId).toList();
        }
    }
}

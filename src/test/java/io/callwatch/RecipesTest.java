package io.callwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README tells developers to touch. */
class RecipesTest {
    private static final Pattern SECTION = Pattern.compile("### For developers\\R(.*?)\\R## ", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("`((?:[a-z][\\w-]*/)+[\\w.-]+|\\w+\\.(?:xml|properties))`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?`");

    private final String section;

    RecipesTest() throws IOException {
        section = SECTION.matcher(Files.readString(Path.of("README.md"))).results().findFirst().orElseThrow().group(1);
    }

    @Test
    void everyFileThatTheyNameIsThere() {
        assertThat(FILE.matcher(section).results().map(found -> found.group(1))).isNotEmpty().allMatch(name ->
                Files.exists(Path.of(name)) || Files.exists(Path.of("src/main/java/io/callwatch", name + ".java")));
    }

    @Test
    void everyClassAndMemberThatTheyNameIsThere() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> sources = files.toList();
            for (MatchResult named : CLASS.matcher(section).results().toList()) {
                String member = Objects.toString(named.group(2), "");
                assertThat(sources).as(named.group()).filteredOn(file -> file.endsWith(named.group(1) + ".java")).singleElement()
                        .satisfies(source -> assertThat(source).content().containsPattern("\\b" + member + "\\b"));
            }
        }
    }
}

package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is packed into the jar that runs alone and into the library, for those who embed it or hand it on. */
class PackedIT {
    @Test
    void theLibraryJarHasNothingThatItsHostCallsTheSame() throws Exception {
        Path jar = Path.of(System.getProperty("callwatch.jar"));
        List<Path> libraries;
        try (Stream<Path> files = Files.list(jar.getParent())) {
            libraries = files.filter(file -> file.getFileName().toString().matches("callwatch-[0-9.]+\\.jar")).toList();
        }
        try (ZipFile library = new ZipFile(libraries.get(0).toFile())) {
            assertThat(library.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName)
                    .filter(name -> !name.matches("(io/callwatch|META-INF)/.*"))).isEmpty();
            assertThat(library.getEntry("io/callwatch/routes/sweep.camel.yaml")).isNotNull();
            assertThat(text(library, "META-INF/maven/io.callwatch/callwatch/pom.xml")).as("and brings it no log")
                    .containsPattern("(?s)logback-classic</artifactId>(?:(?!</dependency>).)*<optional>true")
                    .as("and the Jackson that it was tested with").contains("<artifactId>jackson-databind</artifactId>", "<artifactId>jackson-annotations</artifactId>");
        }
    }

    @Test
    void theJarBringsTheLicencesOfAllThatIsInIt() throws Exception {
        try (ZipFile jar = new ZipFile(System.getProperty("callwatch.jar"))) {
            assertThat(text(jar, "META-INF/LICENSE")).startsWith(Files.readString(Path.of("LICENSE")))
                    .contains("PostgreSQL Global Development Group");
            assertThat(text(jar, "META-INF/LICENSE.txt")).contains("QOS.ch");
            assertThat(text(jar, "META-INF/LICENSE.md")).contains("Eclipse Public License");
        }
    }

    @Test
    void aNewerJdkHasNoWarningForEachStartThatALibraryIsLoaded() throws Exception {
        try (ZipFile jar = new ZipFile(System.getProperty("callwatch.jar"))) {
            assertThat(text(jar, "META-INF/MANIFEST.MF")).contains("Enable-Native-Access: ALL-UNNAMED");
        }
    }

    private static String text(ZipFile jar, String entry) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }
}

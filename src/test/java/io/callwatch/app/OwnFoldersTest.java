package io.callwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFoldersTest {
    @TempDir
    Path folder;

    @Test
    void whatIsNamedOtherwiseThanWhatCountsIsNamed() throws Exception {
        write("templates", "digest.text.ftl", "event.html.ftl", "event.txt", "look.ftlh");
        write("routes", "alarm.camel.yaml", "alarm.yaml", "send-email.camel.yaml");
        Files.createDirectory(folder.resolve("routes/old"));
        String names = ": ours are named event.subject.ftl, event.text.ftl, event.html.ftlh, digest.subject.ftl, digest.text.ftl, "
                + "digest.html.ftlh, look.ftlh";
        assertThat(new OwnFolders(List.of(folder)).misnamed()).containsExactly(
                folder.resolve("routes/alarm.yaml") + " is not loaded: files of routes end in .camel.yaml",
                folder.resolve("templates/event.html.ftl") + " is read only where another includes it" + names,
                folder.resolve("templates/event.txt") + " is not read" + names);
    }

    private void write(String kind, String... names) throws Exception {
        for (String name : names) {
            Files.writeString(Files.createDirectories(folder.resolve(kind)).resolve(name), "");
        }
    }
}

package io.callwatch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir
    private Path folder;

    @Test
    void aPipeThatNobodyWritesIsRefused() throws Exception {
        assertThatThrownBy(() -> TextFile.bytes(pipe(), Duration.ofSeconds(1))).isInstanceOf(IOException.class)
                .extracting(thrown -> FileTrouble.of((IOException) thrown))
                .isEqualTo("a pipe that nobody has written to its end within 1 s, in the place of a regular file");
    }

    @Test
    void aPipeThatSomebodyWritesIsReadToItsEnd() throws Exception {
        Path pipe = pipe();
        CompletableFuture<String> read = new CompletableFuture<>();
        new Thread(() -> {
            try {
                read.complete(TextFile.read(pipe));
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        }).start();
        Files.writeString(pipe, "first\nlast\n");
        assertThat(read.get()).isEqualTo("first\nlast\n");
    }

    @Test
    void whatCannotBeReadIsRefusedAsEverywhere() {
        assertThatThrownBy(() -> TextFile.read(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> TextFile.read(folder)).isInstanceOf(IOException.class).hasMessageContaining("Is a directory");
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        return pipe;
    }
}

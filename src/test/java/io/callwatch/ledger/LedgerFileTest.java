package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
    /** As two web applications have it in one server: DriverManager finds the drivers of the first alone. */
    @Test
    void eachClassLoaderOfTheProcessOpensWhatNoOtherHolds(@TempDir Path folder) throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        URL[] all = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(LedgerFileTest::url).toArray(URL[]::new);
        try (URLClassLoader other = new URLClassLoader(all, ClassLoader.getPlatformClassLoader())) {
            try (Ledger ledger = place.open()) {
                assertThatThrownBy(() -> open(other, place)).hasMessageContaining("is held by another");
                assertThatThrownBy(() -> open(other, place)).as("nor later").hasMessageContaining("is held by another");
            }
            open(other, place).close();
            place.open().close();
        }
    }

    private static URL url(String part) {
        try {
            return Path.of(part).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static AutoCloseable open(ClassLoader loader, LedgerPlace place) throws Exception {
        Class<?> file = loader.loadClass(LedgerFile.class.getName());
        try {
            return (AutoCloseable) file.getMethod("open").invoke(file.getConstructor(String.class, String.class, String.class, Path.class)
                    .newInstance(place.url(), place.username(), place.password(), place.folder()));
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }
}

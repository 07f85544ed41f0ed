package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.OtherClassLoader;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
    /** As two web applications have it in one server: DriverManager finds the drivers of the first alone. */
    @Test
    void eachClassLoaderOfTheProcessOpensWhatNoOtherHolds(@TempDir Path folder) throws Throwable {
        LedgerPlace place = LedgerPlace.in(folder);
        try (URLClassLoader other = OtherClassLoader.of(parts -> parts)) {
            try (Ledger ledger = place.open()) {
                assertThatThrownBy(() -> open(other, place)).hasMessageContaining("is held by another");
                assertThatThrownBy(() -> open(other, place)).as("nor later").hasMessageContaining("is held by another");
            }
            open(other, place).close();
            place.open().close();
        }
    }

    /** As a web application that is deployed with a library too few, and once more with all. */
    @Test
    void whoFailsByAMissingClassHoldsNothing(@TempDir Path folder) throws Exception {
        LedgerPlace place = LedgerPlace.in(folder);
        try (URLClassLoader other = OtherClassLoader.of(parts -> parts.filter(jar -> !jar.toString().contains("flyway-core")))) {
            assertThatThrownBy(() -> open(other, place)).isInstanceOf(NoClassDefFoundError.class);
            place.open().close();
        }
    }

    /** As one that leads to another disk, put there before the first start; once it is made, both names are one ledger's. */
    @Test
    void aLinkToALedgerThatIsNotThereYetIsFollowed(@TempDir Path folder) throws Exception {
        Path there = folder.resolve("there.db");
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), there);
        try (Ledger ledger = at(link).open()) {
            assertThatThrownBy(() -> at(there).open()).hasMessageContaining("is held by another");
        }
        at(there).openBeside().close();
    }

    @Test
    void whyItCannotBeMadeIsSaid(@TempDir Path folder) {
        assertThatThrownBy(() -> at(folder.resolve("x".repeat(300)).resolve("ledger.db")).open())
                .hasMessageContaining(" or its folder cannot be made (File name too long): ");
    }

    private static LedgerFile at(Path file) {
        return new LedgerFile(LedgerFile.SQLITE + file, null, null, file.getParent());
    }

    private static AutoCloseable open(ClassLoader loader, LedgerPlace place) throws Throwable {
        Class<?> file = loader.loadClass(LedgerFile.class.getName());
        try {
            return (AutoCloseable) file.getMethod("open").invoke(file.getConstructor(String.class, String.class, String.class, Path.class)
                    .newInstance(place.url(), place.username(), place.password(), place.folder()));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

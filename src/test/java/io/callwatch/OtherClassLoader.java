package io.callwatch;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Has all classes of its own, as an application beside others in one server, or one that brings Callwatch in another form. */
public final class OtherClassLoader {
    private OtherClassLoader() {
    }

    /** @param parts of the absolute paths on this process's class path makes those on its own */
    public static URLClassLoader of(UnaryOperator<Stream<Path>> parts) {
        Stream<Path> ours = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath());
        return new URLClassLoader(parts.apply(ours).map(OtherClassLoader::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path part) {
        try {
            return part.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package io.callwatch.rule;

import io.callwatch.text.FileTrouble;
import io.callwatch.text.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The values of a named list: given at once, or one a line in a UTF-8 file that is read anew when it changes.
 *
 * <p>Blanks around a value do not count; a file's empty lines and those that begin with {@code #} are skipped. A file that
 * cannot be read is refused at first; later the values read last stay, since a list that is being replaced must not become
 * empty for a moment, and that is told once, until it can be read again. Shared by threads.
 */
public final class ValueList implements Supplier<Set<String>> {
    private final Path file;
    private final Consumer<String> trouble;
    private final AtomicBoolean unread = new AtomicBoolean();
    private volatile Content content;

    private record Content(FileTime modified, long size, Set<String> values) {
    }

    private ValueList(Path file, Consumer<String> trouble, Content content) {
        this.file = file;
        this.trouble = trouble;
        this.content = content;
    }

    public static ValueList of(Collection<String> values) {
        return new ValueList(null, null, new Content(null, 0, kept(values.stream())));
    }

    /**
     * @param trouble told why the file cannot be read any more
     * @throws IllegalArgumentException if the file cannot be read
     */
    public static ValueList ofFile(Path file, Consumer<String> trouble) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new ValueList(attributes.isOther() ? null : file, trouble, read(file, attributes)); // a pipe says all of it once
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("expected a file of values in UTF-8, one a line, but " + why(file, e), e);
        }
    }

    @Override
    public Set<String> get() {
        Content last = content;
        if (file == null) {
            return last.values();
        }
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (now.size() != last.size() || !now.lastModifiedTime().equals(last.modified())) {
                last = read(file, now);
                content = last;
            }
            unread.setPlain(false);
        } catch (IOException | UncheckedIOException e) {
            if (!unread.getAndSet(true)) {
                trouble.accept(why(file, e));
            }
        }
        return last.values();
    }

    /** Why a file of text cannot be read. */
    static String why(Path file, Exception e) {
        return file + " cannot be read: " + FileTrouble.of(e);
    }

    private static Content read(Path file, BasicFileAttributes attributes) throws IOException {
        try (Stream<String> lines = attributes.isOther() ? TextFile.read(file).lines() : Files.lines(file)) {
            return new Content(attributes.lastModifiedTime(), attributes.size(),
                    kept(lines.filter(line -> !bare(line).startsWith("#"))));
        }
    }

    private static Set<String> kept(Stream<String> values) {
        Set<String> kept = new HashSet<>();
        values.map(ValueList::bare).filter(value -> !value.isEmpty()).forEach(kept::add);
        return kept;
    }

    /** Without blanks, and the byte order mark that some programs write. */
    private static String bare(String value) {
        return value.replace("\ufeff", "").strip();
    }
}

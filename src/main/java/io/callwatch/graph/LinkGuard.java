package io.callwatch.graph;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Sha256;
import io.callwatch.text.OneLine;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a nextLink pass only to the configured service, only once in a window, and only as long as pages bring anything.
 *
 * <p>A link to another scheme, host or port would carry the bearer token there; a link followed before would go round for
 * ever, and so would links that are new each time and lead to what has come already, or to nothing. All make the window
 * unread. Takes some 150 bytes of memory for each link, so that a window of a hundred thousand pages stays small. For one window,
 * used by one thread at a time.
 */
public final class LinkGuard {
    /** More than a host's name can have. */
    private static final int LONGEST = 300;
    /** A page may be empty, or come twice when calls appear meanwhile; so many in a row are no accident. */
    private static final int MOST_WITHOUT_NEWS = 50;

    private final URI service;
    /** By 128 bits of their hashes. */
    private final Set<UUID> followed = new HashSet<>();
    /** By what is on it, in whatever order; that two pages have one number does no harm. */
    private final Set<Integer> pages = new HashSet<>();
    private int withoutNews;

    public LinkGuard(URI service) {
        this.service = service;
    }

    /** Refuses the nextLink of a page by {@link Failure#CLIENT}; the message names hosts alone, never the link. */
    public void pass(Page page) throws GraphException {
        pass(page.nextLink());
        Set<?> brought = Stream.concat(page.records().stream().map(CallRecord::id), page.unreadable().stream()).collect(Collectors.toSet());
        withoutNews = pages.add(brought.hashCode()) ? 0 : withoutNews + 1;
        if (withoutNews >= MOST_WITHOUT_NEWS) {
            throw new GraphException(Failure.CLIENT, "the last " + withoutNews + " pages brought nothing that was not there before, "
                    + "each with another nextLink: the pages go round");
        }
    }

    private void pass(String link) throws GraphException {
        URI uri;
        try {
            uri = URI.create(link);
        } catch (IllegalArgumentException e) {
            throw new GraphException(Failure.CLIENT, "the nextLink is not a URL");
        }
        if (uri.getRawUserInfo() != null) {
            throw new GraphException(Failure.CLIENT, "the nextLink has a user before its host; it was not followed");
        }
        if (uri.getHost() == null) {
            throw new GraphException(Failure.CLIENT, "the nextLink names no host; it was not followed");
        }
        if (!sameOrigin(service, uri)) {
            throw new GraphException(Failure.CLIENT, "the nextLink leads to " + OneLine.of(origin(uri), LONGEST) + " instead of "
                    + origin(service) + "; it was not followed");
        }
        if (!followed.add(mark(link))) {
            throw new GraphException(Failure.CLIENT, "the nextLink was already followed in this window: the pages go round");
        }
    }

    /** Same scheme, host and port, and no user part, which would hide the host from a reader's eye. */
    public static boolean sameOrigin(URI one, URI other) {
        return origin(one).equals(origin(other)) && other.getRawUserInfo() == null;
    }

    static String origin(URI uri) {
        String scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        String host = Objects.toString(uri.getHost(), "?").toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        return scheme + "://" + host + (port == usual ? "" : ":" + port);
    }

    private static UUID mark(String link) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.begin().digest(link.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }
}

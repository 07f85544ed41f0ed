package io.callwatch.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of call records, page by page. Its settings are written by the tenant alone.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/callrecords-cloudcommunications-list-callrecords">list callRecords</a>
 */
final class ListEndpoint {
    private static final Pattern PAGE_SIZE = Pattern.compile("odata\\.maxpagesize=(\\d+)");
    private static final int DEFAULT_PAGE_SIZE = 60;
    private static final int LARGEST_PAGE = 1000;

    private final Publications publications;
    private final Links links = new Links();
    private final String origin;
    private long walks;
    volatile long seed = 1;
    volatile double repeating;
    volatile double moving;
    volatile String linkName = "@odata.nextLink";
    volatile Budget firstPages = Budget.none();
    volatile Budget nextPages = Budget.none();

    ListEndpoint(Publications publications, String origin) {
        this.publications = publications;
        this.origin = origin;
    }

    /** Where the request stands: a new walk for a first page, else the place that its link was given out for. */
    Links.Position position(Asked asked, Instant now) {
        Request request = asked.request();
        if (!request.method().equals("GET")) {
            throw new GraphRefusal(405, "MethodNotAllowed", "Only GET");
        }
        if (asked.kind() == Kind.NEXT_PAGE) {
            return links.find(request.target())
                    .orElseThrow(() -> new GraphRefusal(400, "BadRequest", "Skip token is malformed or stale."));
        }
        StartFilter filter = filter(request.query());
        List<Publication> found = publications.listed(filter, now);
        return new Links.Position(new Listing(filter, found, repeating, moving, random()), 0, request.query());
    }

    Page page(Links.Position position, Request request, Instant now) {
        Listing listing = position.listing();
        int size = pageSize(request.header("Prefer"));
        List<byte[]> records = new ArrayList<>(size);
        for (String id : listing.page(position.offset(), size)) {
            Publication current = publications.current(id, now);
            if (current != null && listing.filter().holds(current.start())) {
                records.add(current.json());
            }
        }
        int next = position.offset() + size;
        return new Page(records, next < listing.size() ? link(position, next) : null);
    }

    /** A fresh link to a place in the walk. */
    String link(Links.Position position, int offset) {
        return origin + links.to(position.listing(), offset, position.filterQuery());
    }

    Answer render(Page page, int nth) {
        return Answer.json(200, page.json(origin + SimulatedTenant.GRAPH_PATH, linkName, nth % 2 == 1));
    }

    void budgets(int first, Duration firstSpan, int next, Duration nextSpan, InstantSource clock) {
        firstPages = new Budget(first, firstSpan, clock);
        nextPages = new Budget(next, nextSpan, clock);
    }

    /** Refuses with 429 what is over the budget. */
    void spend(Kind kind) {
        (kind == Kind.FIRST_PAGE ? firstPages : nextPages).take().ifPresent(wait -> {
            throw new GraphRefusal(429, "TooManyRequests", "Request throttled.",
                    "Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        });
    }

    private static StartFilter filter(String query) {
        StartFilter filter = StartFilter.all();
        for (Map.Entry<String, String> field : Form.parse(query).entrySet()) {
            if (!field.getKey().equals("$filter")) {
                throw new GraphRefusal(400, "BadRequest", "Query option '" + field.getKey() + "' is not supported.");
            }
            filter = StartFilter.parse(field.getValue());
        }
        return filter;
    }

    private int pageSize(String prefer) {
        Matcher matcher = PAGE_SIZE.matcher(prefer);
        int wanted = matcher.find() ? Integer.parseInt(matcher.group(1)) : DEFAULT_PAGE_SIZE;
        return Math.max(1, Math.min(wanted, LARGEST_PAGE));
    }

    private synchronized Random random() {
        return new Random(seed + walks++);
    }
}

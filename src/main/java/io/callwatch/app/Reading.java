package io.callwatch.app;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.graph.AccessToken;
import io.callwatch.graph.GraphException;
import io.callwatch.graph.LinkGuard;
import io.callwatch.graph.ListRequest;
import io.callwatch.graph.Page;
import io.callwatch.graph.RequestBudget;
import io.callwatch.graph.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far one reader of a pass is: its window, and the link of the page that it reads next.
 *
 * <p>The routes ask it {@code takeWindow} and {@code hasNextPage}. For one thread at a time.
 */
public final class Reading {
    private final Pass pass;
    private Window window;
    private LinkGuard links;
    private String link;
    private int page;
    private int attempts;
    private RequestBudget.Place asked;
    private AccessToken token;
    private boolean renewed;
    private boolean tokenRefused;
    private boolean failed;
    /** The window goes back to the work, to be read in parts. */
    private boolean cut;
    /** The page that has arrived is not yet among those that wait to be judged. */
    private boolean unjudged;
    private final List<Page> waiting = new ArrayList<>();

    Reading(Pass pass) {
        this.pass = pass;
    }

    /** For pages that belong to no window. */
    static Reading ofNoWindow() {
        return new Reading(new Pass(List.of(), Instant.EPOCH, null, null, 0, () -> false));
    }

    /** For the first page of a window and nothing else, outside of any pass. */
    static Reading ofFirstPage(Window window, ListRequest request, Pause pause) {
        Reading reading = new Reading(new Pass(List.of(), window.to(), request, null, 0, pause));
        reading.begin(window);
        return reading;
    }

    /** Moves on to the next window of the pass; false when none is left or the process stops. */
    public boolean takeWindow() {
        Optional<Window> next = pass.takeWindow();
        next.ifPresent(this::begin);
        return next.isPresent();
    }

    /** Whether a page of the window is still to be read; false as well when the process stops. */
    public boolean hasNextPage() {
        return link != null && !pass.isStopping();
    }

    private void begin(Window next) {
        window = next;
        links = new LinkGuard(pass.request().service());
        link = pass.request().firstPage(next);
        page = 1;
        attempts = 0;
        renewed = false;
        tokenRefused = false;
        failed = false;
        cut = false;
        unjudged = false;
        waiting.clear();
    }

    /** A page has arrived: its nextLink is where this reading goes on, if the guard lets it pass. */
    void arrived(Page arrived) throws GraphException {
        if (unjudged) { // by a route of the operator's in the place of ours: it would be asked for again and again
            throw new IllegalStateException("judge-page has left a page unjudged");
        }
        List<Instant> starts = arrived.records().stream().map(CallRecord::startDateTime).filter(Objects::nonNull).toList();
        boolean follow = pass.goesOn(window, page, starts, !arrived.isLast());
        if (follow) {
            links.pass(arrived);
        }
        cut = !arrived.isLast() && !follow;
        unjudged = true;
    }

    /** Moves on to the next page; this one waits to be judged. */
    void took(Page taken) {
        waiting.add(taken);
        unjudged = false;
        link = cut ? null : taken.nextLink();
        page++;
        attempts = 0;
        renewed = false;
    }

    /** How many records wait. */
    int waiting() {
        return waiting.stream().mapToInt(page -> page.records().size()).sum();
    }

    /** The pages that were taken since this was last asked, to be judged now. */
    List<Page> takeWaiting() {
        List<Page> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** The window stays unread. */
    void fail() {
        failed = true;
        link = null;
    }

    /** Whether the window was read to its last page. */
    boolean isComplete() {
        return !failed && !cut && link == null;
    }

    /** Of its requests among all that wait for the same budget: the smaller, the sooner. */
    int rank() {
        return pass.rank(window);
    }

    Pass pass() {
        return pass;
    }

    Window window() {
        return window;
    }

    String link() {
        return link;
    }

    int page() {
        return page;
    }

    /** @param place in the budget, that the page at hand is asked for with */
    void asked(RequestBudget.Place place) {
        asked = place;
    }

    /** With a page or not. */
    void answered() {
        if (asked != null) {
            asked.answered();
        }
    }

    /** The page is asked for anew where a route of the operator's has failed that had it already. */
    int nextAttempt() {
        unjudged = false;
        return ++attempts;
    }

    AccessToken token() {
        return token;
    }

    void use(AccessToken current) {
        token = current;
    }

    /** True the first time for a page: a token may run out in the middle of a window, but a new one is not refused. */
    boolean mayRenewToken() {
        boolean first = !renewed;
        renewed = true;
        tokenRefused = first;
        return first;
    }

    /** Whether the service has just refused the token in use; asked once. */
    boolean takeRefusedToken() {
        boolean refused = tokenRefused;
        tokenRefused = false;
        return refused;
    }
}

package io.callwatch.app;

import io.callwatch.alert.Event;
import io.callwatch.config.DestinationSettings;
import io.callwatch.config.ProxySettings;
import io.callwatch.connection.ConnectionTrouble;
import io.callwatch.destination.Privacy;
import io.callwatch.destination.Titles;
import io.callwatch.text.Causes;
import io.callwatch.text.FileTrouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.main.Main;

/**
 * A destination as the delivery routes see it: how many events it takes in one go, how long it is tried, and what its
 * failures mean. The route of its kind calls the rest of it by name.
 */
public abstract class Channel {
    private static final int GONE = 410;
    private static final int TOO_LARGE = 413;
    /** One strange answer must not silence a destination for days. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    /** Of a connection, of our patience with an endpoint, and of a route behind one. */
    private static final List<Class<? extends Throwable>> LATE = List.of(TimeoutException.class, ExchangeTimedOutException.class);
    /** An endpoint in memory without a route: by their names, since the components need not be on the classpath. */
    private static final List<String> NOBODY = List.of("DirectConsumerNotAvailableException", "SedaConsumerNotAvailableException");

    private final String template;
    private final DestinationSettings.Common common;
    private final Titles titles;
    private final Privacy privacy;
    private final Pace pace;
    private volatile Instant restsSince = Instant.MIN;
    private volatile Instant restsUntil = Instant.MIN;
    private volatile long turn;
    private volatile int refusals;

    /** @param template of the route of its kind */
    Channel(String template, DestinationSettings.Common common, Titles titles) {
        this.template = template;
        this.common = common;
        this.titles = titles;
        this.pace = new Pace(common.pace());
        this.privacy = switch (common.privacy()) {
            case "masked" -> Privacy.MASKED;
            case "pseudonym" -> Privacy.pseudonym(common.privacyKey().value().getBytes(StandardCharsets.UTF_8));
            default -> Privacy.FULL;
        };
    }

    /** The event with as much of a person as this destination is to show. */
    Event shown(Event event) {
        return privacy.apply(event, titles);
    }

    String name() {
        return common.name();
    }

    String template() {
        return template;
    }

    /** What that is given beside the destination's name. */
    Map<String, Object> parameters() {
        return Map.of();
    }

    /** Binds what its route names. @param proxy null for none */
    void bind(Main main, ProxySettings proxy) {
        main.bind("destination-" + name(), this);
    }

    DestinationSettings.Common common() {
        return common;
    }

    Pace pace() {
        return pace;
    }

    /**
     * It asked to wait, or refuses everything: nothing is sent to it for a while. Then it is first sent what comes after the dispatch
     * that it refused, which it may take.
     */
    void rest(Dispatch refused, Instant now, Duration wait) {
        restsSince = now;
        restsUntil = now.plus(wait.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wait);
        turn = refused.deliveries().get(refused.deliveries().size() - 1).eventSeq();
    }

    /**
     * It refused everything, such as the login. A failure for another reason in between does not begin the count anew: many a server
     * shuts out for a while whoever fails to log in too often.
     *
     * @return how often it did, since anything was taken
     */
    int refused() {
        return ++refusals; // by the one thread that sends there
    }

    /** It has taken something. */
    void taken() {
        refusals = 0;
        restsUntil = Instant.MIN;
    }

    /** What the other side said as it took the last one; empty where nobody hears it. */
    Optional<String> answer() {
        return Optional.empty();
    }

    /** Whether it refused all, and has taken nothing since. */
    boolean isRefusing() {
        return refusals > 0;
    }

    /** After which event's place it goes on; 0 where it begins with the oldest. */
    long turn() {
        return turn;
    }

    void turnToTheOldest() {
        turn = 0;
    }

    /** A clock that was set back does not make it longer. */
    boolean isResting(Instant now) {
        return now.isBefore(restsUntil) && !restsUntil.isAfter(now.plus(LONGEST_REST));
    }

    Instant restsSince() {
        return restsSince;
    }

    /** Whether several events can go as one message. */
    boolean takesDigests() {
        return false;
    }

    /** Whether such a message is the longer the more there are, however many. */
    boolean digestsHoldAll() {
        return false;
    }

    /** Whether a later message on an alert names the one that it answers. */
    boolean converses() {
        return false;
    }

    Duration timeout() {
        return common.timeout();
    }

    /** Writes what would be sent. */
    abstract void preview(Event event, OutputStream out) throws IOException;

    /** Nothing more is sent: lets go of what it has of its own to send by. */
    void close() {
    }

    /** Whether what is sent last stands there as the state of its alert. */
    boolean holdsState() {
        return false;
    }

    /** How many deliveries make one dispatch at most. */
    int atOnce() {
        return 1;
    }

    /** What is to be said of a dispatch that was taken, where earlier attempts were refused for good by some of its recipients. */
    Optional<DeliveryFailure> refusedBefore(Dispatch dispatch) {
        return Optional.empty();
    }

    /**
     * What a failure of the route means. By default it passes, but for a 410 over HTTP; its message names kinds of failures alone,
     * since the texts of others may quote an address or what was sent.
     */
    DeliveryFailure failure(Throwable thrown, Dispatch dispatch, Instant now) {
        Optional<HttpOperationFailedException> answer = Causes.first(thrown, HttpOperationFailedException.class);
        if (answer.isPresent()) {
            return answered(answer.get(), now);
        }
        if (LATE.stream().anyMatch(type -> Causes.anyIs(thrown, type))) {
            return DeliveryFailure.passing("no answer in time");
        }
        Optional<FileSystemException> file = Causes.first(thrown, FileSystemException.class);
        if (file.isPresent()) {
            return DeliveryFailure.passing("a file failed: " + FileTrouble.of(file.get()));
        }
        if (Causes.anyIs(thrown, IOException.class)) {
            return DeliveryFailure.passing(ConnectionTrouble.of(thrown));
        }
        Throwable named = Causes.unwrapped(thrown);
        String kind = named.getClass().getSimpleName();
        String origin = Causes.all(thrown, Throwable.class).reduce((outer, inner) -> inner).orElse(named).getClass().getSimpleName();
        return DeliveryFailure.passing(NOBODY.contains(kind) ? "no route takes from its endpoint"
                : "it failed with " + kind + (origin.equals(kind) ? "" : ", caused by " + origin));
    }

    private DeliveryFailure answered(HttpOperationFailedException answer, Instant now) {
        int status = answer.getStatusCode();
        String reason = "the other side answered " + status + (status == GONE ? ": it wants no more of these"
                : status == TOO_LARGE ? ": that is too large for it" : status < 400 ? ": redirects are not followed" : "");
        DeliveryFailure.Then then = status == GONE ? DeliveryFailure.Then.CLOSE
                : status == TOO_LARGE && digestsHoldAll() ? DeliveryFailure.Then.IN_HALVES : DeliveryFailure.Then.AGAIN;
        return new DeliveryFailure(reason, then, GraphFailures.retryAfter(answer.getResponseHeaders(), now), Set.of(), Set.of());
    }
}

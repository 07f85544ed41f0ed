package io.callwatch.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Hands out the bearer token: one request in flight however many ask, renewed before it runs out, and anew after a 401.
 *
 * <p>A refusal by the token endpoint is permanent until somebody mends the configuration, so it is remembered for a minute
 * instead of asking again at once. Threads may share it.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">Client credentials</a>
 */
public final class TokenProvider {
    /** Asks the token endpoint. */
    @FunctionalInterface
    public interface Endpoint {
        AccessToken request() throws GraphException;
    }

    private static final Duration REFUSAL_HOLDS = Duration.ofMinutes(1);

    private final Endpoint endpoint;
    private final InstantSource clock;
    private AccessToken token;
    /** Of the last request that failed. */
    private volatile GraphException failure;
    private GraphException refusal;
    private Instant refusedAt;

    public TokenProvider(Endpoint endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * Refuses with {@link Failure#AUTH} when the endpoint does; passing failures pass through. Whoever waited for a request that failed
     * gets its failure: where the endpoint says nothing, they would ask one after the other, and each wait for the whole of its time.
     */
    public AccessToken token() throws GraphException {
        GraphException before = failure;
        synchronized (this) {
            if (failure != before) {
                throw failure;
            }
            return current();
        }
    }

    private AccessToken current() throws GraphException {
        Instant now = clock.instant();
        if (token == null || !now.isBefore(token.renewAt())) {
            // a clock that was ahead may be what was refused
            if (refusal != null && !now.isBefore(refusedAt) && now.isBefore(refusedAt.plus(REFUSAL_HOLDS))) {
                throw refusal;
            }
            token = request(now);
        }
        return token;
    }

    /** Forgets a token that the service did not take; one that was renewed in the meantime stays. */
    public synchronized void refused(AccessToken used) {
        if (token == used) {
            token = null;
        }
    }

    private AccessToken request(Instant now) throws GraphException {
        try {
            return endpoint.request();
        } catch (GraphException e) {
            failure = e;
            if (!e.failure().isPassing()) {
                refusal = e;
                refusedAt = now;
            }
            throw e;
        }
    }
}

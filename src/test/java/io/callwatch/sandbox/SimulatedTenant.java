package io.callwatch.sandbox;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * A Microsoft 365 tenant over real HTTP on a loopback port: its token endpoint and its list of call records, as honest to
 * the service as is known, with every fault on request.
 *
 * <p>{@link #publish} says what is listed and from when; {@link #faults()} what goes wrong; {@link #requests()} what was
 * asked. Publication, the 30 days and tokens go by the tenant's clock, budgets by the real one unless set otherwise.
 * Settings may change at any time and hold from the next request on. Threads may share it.
 */
public final class SimulatedTenant implements AutoCloseable {
    public static final String TENANT_ID = "dc368399-474c-4d40-900c-6265431fd81f";
    public static final String CLIENT_ID = "11111111-2222-4333-8444-555555555555";
    /** Holds what a form must encode. */
    public static final String CLIENT_SECRET = "sim~Secret+1/2=3&4%41";
    static final String GRAPH_PATH = "/v1.0";
    static final String LIST_PATH = GRAPH_PATH + "/communications/callRecords";
    static final String TOKEN_PATH = "/" + TENANT_ID + "/oauth2/v2.0/token";

    private final Publications publications = new Publications();
    private final RequestLog log = new RequestLog();
    private final Faults faults = new Faults();
    private final LoopbackServer server = new LoopbackServer("simulated-tenant", this::answer);
    private final TokenEndpoint tokens = new TokenEndpoint(server.url());
    private final ListEndpoint list = new ListEndpoint(publications, server.url());
    private volatile InstantSource clock = InstantSource.system();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean gzip;
    private volatile String lastListed;

    /** What {@code callwatch.graph.url} takes. */
    public String graphUrl() {
        return server.url() + GRAPH_PATH;
    }

    /** What {@code callwatch.graph.authority} takes. */
    public String authority() {
        return server.url();
    }

    public SimulatedTenant publish(CallJson... calls) {
        for (CallJson call : calls) {
            publications.add(call.publication());
        }
        return this;
    }

    public SimulatedTenant publish(Publication publication) {
        publications.add(publication);
        return this;
    }

    /** Any text in the place of a record, as a call of its own. */
    public SimulatedTenant publishRaw(String json, Instant start, Instant publishedAt) {
        return publish(Publication.raw(json, start, publishedAt));
    }

    /** The records of a saved list answer under src/test/resources, each listed from its last modification. */
    public SimulatedTenant publishSaved(String resource) {
        SavedAnswer.read(resource).forEach(publications::add);
        return this;
    }

    /** For what its tokens are: scheme and host of the service, where it is known by others than its own. */
    public SimulatedTenant resource(String origin) {
        tokens.scope = origin + "/.default";
        return this;
    }

    public Faults faults() {
        return faults;
    }

    /** Everything that was asked so far, in order. */
    public List<Asked> requests() {
        return log.all();
    }

    public List<Asked> requests(Kind kind) {
        return log.all().stream().filter(asked -> asked.kind() == kind).toList();
    }

    public int tokenRequests() {
        return log.count(Kind.TOKEN);
    }

    /** How many requests were answered with 429, by budget or by fault. */
    public int throttled() {
        return log.answeredWith(429);
    }

    public SimulatedTenant clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** Accepts assertions signed by this key's other half. */
    public SimulatedTenant publicKey(PublicKey key) {
        tokens.key = key;
        return this;
    }

    /** From now on no token given out before is accepted. */
    public SimulatedTenant expireTokens() {
        tokens.expireAll();
        return this;
    }

    /** The order of the results follows from it. */
    public SimulatedTenant seed(long seed) {
        list.seed = seed;
        return this;
    }

    /** This share of the calls comes a second time, near the end of the walk. */
    public SimulatedTenant repeating(double share) {
        list.repeating = share;
        return this;
    }

    /** This share of each further page changes places with calls of earlier pages: the walk misses them. */
    public SimulatedTenant moving(double share) {
        list.moving = share;
        return this;
    }

    /** {@code callRecord@odata.nextLink}, as one old documentation page has it. */
    public SimulatedTenant oldLinkSpelling(boolean old) {
        list.linkName = (old ? "callRecord" : "") + "@odata.nextLink";
        return this;
    }

    /** The service's own budgets: 15 first pages in 20 s, 55 further pages in 5 min. */
    public SimulatedTenant serviceBudgets() {
        return budgets(15, Duration.ofSeconds(20), 55, Duration.ofMinutes(5), InstantSource.system());
    }

    public SimulatedTenant budgets(int first, Duration firstSpan, int next, Duration nextSpan, InstantSource by) {
        list.budgets(first, firstSpan, next, nextSpan, by);
        return this;
    }

    /** Each answer comes this much later. */
    public SimulatedTenant delay(Duration length) {
        delay = length;
        return this;
    }

    /** Compresses for those who accept it. */
    public SimulatedTenant gzip(boolean on) {
        gzip = on;
        return this;
    }

    private Answer answer(Request request) {
        Asked asked = log.add(request);
        Answer answer = answer(asked, faults.take(asked).orElse(Scene::good));
        if (asked.kind() == Kind.FIRST_PAGE || asked.kind() == Kind.NEXT_PAGE) {
            lastListed = server.url() + asked.target();
        }
        asked.answered(answer.status());
        Answer packed = gzip ? Gzip.ifAccepted(answer, request) : answer;
        return packed.after(packed.delay().plus(delay));
    }

    private Answer answer(Asked asked, Fault fault) {
        String here = server.url() + asked.target();
        String before = lastListed == null ? here : lastListed;
        try {
            return fault.instead(new TenantScene(asked, here, before, clock, tokens, list));
        } catch (GraphRefusal refusal) {
            return refusal.answer();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

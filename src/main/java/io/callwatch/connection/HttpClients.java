package io.callwatch.connection;

import io.callwatch.config.DestinationSettings;
import io.callwatch.config.ProxySettings;
import io.callwatch.destination.AddressGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.cookie.CookieSpecFactory;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * How HTTP clients are set up: they neither retry nor redirect nor keep cookies behind the routes' back; a request that
 * is not done in time loses its connection, however slowly that is made or its answer still drips in; and of an answer no more
 * is read than there is use for.
 */
public final class HttpClients {
    /** Of answers that are read for a word or two at most: those of webhooks, endpoints and of the token endpoint, and all errors. */
    public static final long SMALL_ANSWER = 64 * 1024;

    /** Of packing; one is usual. */
    private static final int MOST_LAYERS = 5;
    private static final Http1Config HEAD = Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();
    /** Whatever an answer says to be: a page, a word or two of JSON, or of no interest. */
    private static final String READ_AS = "text/plain; charset=utf-8";
    /**
     * In bytes that are sent: a server to which they are too many says so, reads no more and cuts the connection, and its word would be
     * lost. By TLS a look takes a millisecond.
     */
    private static final long LOOKS_APART = 64 * 1024;
    /** Camel's own pool has 20, fewer than there may be readers. */
    private static final int CONNECTIONS = 32;
    /** Else each client reads the list of all public suffixes, to know who may set which cookie. */
    private static final Lookup<CookieSpecFactory> NO_COOKIES = name -> null;

    private HttpClients() {
    }

    /**
     * @param within from before there is a connection to the last byte of the answer
     * @param largest bytes of a good answer, unpacked; more is not read
     * @param proxy null for none
     */
    public static Consumer<HttpClientBuilder> bounded(Duration within, long largest, ProxySettings proxy) {
        return configured(within, largest, null, proxy);
    }

    /**
     * The same for addresses that others chose: where a name leads is looked at after it was resolved. What may be private needs
     * no proxy.
     */
    public static Consumer<HttpClientBuilder> guarded(DestinationSettings.Webhook webhook, ProxySettings proxy) {
        return configured(webhook.common().timeout(), SMALL_ANSWER, new GuardedNames(new AddressGuard(webhook.mayBePrivate())),
                webhook.mayBePrivate() ? null : proxy);
    }

    /**
     * The bounds alone, for an operator's own endpoint. Without them its client would wait by itself for as long as an answer asks, and
     * try again; and Camel would hold the whole of an answer in memory, of which nobody reads a word.
     */
    public static Consumer<HttpClientBuilder> once(Duration within) {
        return client -> bounds(client, within, SMALL_ANSWER);
    }

    private static Consumer<HttpClientBuilder> configured(Duration within, long largest, GuardedNames names, ProxySettings proxy) {
        return client -> {
            bounds(client, within, largest);
            client.disableRedirectHandling().disableCookieManagement()
                    .setDefaultCookieSpecRegistry(NO_COOKIES)
                    .setUserAgent("Callwatch")
                    .addExecInterceptorFirst("pieces", HttpClients::sendInPieces)
                    .setConnectionReuseStrategy(HttpClients::isToBeUsedAgain)
                    // Camel would fail on a charset that nobody knows, and the answer's status would be lost with it
                    .addResponseInterceptorLast((answer, body, context) -> answer.setHeader(HttpHeaders.CONTENT_TYPE, READ_AS))
                    .setConnectionManager(connections(within, proxy == null ? names : null));
            if (proxy != null) {
                ByProxy.lead(client, proxy, names);
            }
        };
    }

    /**
     * Of the time of a request, to connect to one address: a host may have several, of which the first ones say nothing. To connect is to
     * go there and back once, of three times at least that a request by TLS takes.
     */
    public static Duration toConnect(Duration within) {
        return within.dividedBy(3);
    }

    /** Not that to a server which has failed: of the many that may stand behind one address, a new connection leads to another. */
    static boolean isToBeUsedAgain(HttpRequest request, HttpResponse response, HttpContext context) {
        return response.getCode() < 500 && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }

    private static void bounds(HttpClientBuilder client, Duration within, long largest) {
        client.disableAutomaticRetries()
                .addResponseInterceptorFirst((answer, body, context) -> requireFewLayers(answer))
                .addExecInterceptorFirst("bounds", (request, scope, chain) -> proceed(request, scope, chain, within, largest));
    }

    /** Before it is unpacked: each layer is a stream in a stream, and of thousands a thread can read none. */
    private static void requireFewLayers(HttpResponse answer) throws MessageConstraintException {
        int layers = 0;
        for (Header header : answer.getHeaders(HttpHeaders.CONTENT_ENCODING)) {
            layers += header.getValue().split(",").length;
        }
        if (layers > MOST_LAYERS) {
            throw new MessageConstraintException("packed " + layers + " times");
        }
    }

    private static HttpClientConnectionManager connections(Duration within, DnsResolver names) {
        TlsSocketStrategy tls = DefaultClientTlsStrategy.createDefault();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(HEAD)
                        .responseOutOfOrderStrategy(new MonitoringResponseOutOfOrderStrategy(LOOKS_APART)).build())
                .setTlsSocketStrategy((socket, host, port, attachment, context) -> {
                    Attempt.refuseLate(context);
                    ByProxy.letThrough(context);
                    return tls.upgrade(socket, host, port, attachment, context);
                })
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(Timeout.of(toConnect(within)))
                        .setSocketTimeout(Timeout.of(within)).build())
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(2 * CONNECTIONS)
                .build();
    }

    /** What is sent in one go is sent without a look at what the other side says meanwhile. */
    private static ClassicHttpResponse sendInPieces(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpEntity body = request.getEntity();
        if (body != null) {
            request.setEntity(new InputStreamEntity(body.getContent(), body.getContentLength(), ContentType.parse(body.getContentType())));
        }
        return chain.proceed(request, scope);
    }

    /** First in the chain: the body that it bounds is unpacked, and no connection is made yet. */
    private static ClassicHttpResponse proceed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain,
            Duration within, long largest) throws IOException, HttpException {
        Attempt attempt = new Attempt(scope.execRuntime, scope.clientContext);
        Deadlines.watch(attempt, within);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            if (answer.getEntity() != null) {
                boolean isError = answer.getCode() / 100 != 2;
                // the one more shows that it is too large
                long most = 1 + (isError ? SMALL_ANSWER : largest);
                answer.setEntity(new BoundedAnswer(answer.getEntity(), most, isError, attempt));
            }
            return answer;
        } catch (IOException | HttpException | RuntimeException e) {
            if (attempt.isLate()) {
                throw Attempt.late(e);
            }
            throw e;
        } finally {
            attempt.answered();
        }
    }
}

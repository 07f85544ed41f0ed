package io.callwatch.app;

import io.callwatch.config.ProxySettings;
import io.callwatch.destination.AddressGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.cookie.CookieSpecFactory;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.util.Timeout;

/**
 * How camel-http's clients are set up: they neither retry nor redirect nor keep cookies behind the routes' back, and a
 * request that is not done in time loses its connection, however slowly its answer still drips in.
 */
final class HttpClients {
    /** Else each client reads the list of all public suffixes, to know who may set which cookie. */
    private static final Lookup<CookieSpecFactory> NO_COOKIES = name -> null;

    private HttpClients() {
    }

    /**
     * @param within from sending the request to the last byte of the answer
     * @param proxy null for none
     */
    static HttpClientConfigurer bounded(Duration within, ProxySettings proxy) {
        return client -> {
            bound(client, within);
            if (proxy != null) {
                ByProxy.lead(client, proxy, null);
            }
        };
    }

    private static void bound(HttpClientBuilder client, Duration within) {
        once(within).configureHttpClient(client);
        client.disableRedirectHandling().disableCookieManagement()
                .setDefaultCookieSpecRegistry(NO_COOKIES)
                .setUserAgent("Callwatch");
    }

    /** All that an operator's own endpoint is bound by: else its client itself would wait as long as an answer asks, and try again. */
    static HttpClientConfigurer once(Duration within) {
        return client -> client.disableAutomaticRetries()
                .addExecInterceptorLast("deadline", (request, scope, chain) -> proceed(request, scope, chain, within));
    }

    /** The same for addresses that others chose: where a name leads is looked at after it was resolved. What may be private needs no proxy. */
    static HttpClientConfigurer guarded(Duration within, boolean allowPrivate, ProxySettings proxy) {
        Timeout timeout = Timeout.of(within);
        GuardedNames names = new GuardedNames(new AddressGuard(allowPrivate));
        return client -> {
            bound(client, within);
            if (proxy != null && !allowPrivate) {
                ByProxy.lead(client, proxy, names);
                return;
            }
            client.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(names)
                    .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(timeout).setSocketTimeout(timeout).build())
                    .build());
        };
    }

    /** Camel would keep Cache-Control, Date, Via and others back; here only what steers Camel stays, and the type that the body brings. */
    static HeaderFilterStrategy everyHeader() {
        DefaultHeaderFilterStrategy headers = new DefaultHeaderFilterStrategy();
        headers.setLowerCase(true);
        headers.setOutFilter(new HashSet<>(Set.of("content-type")));
        headers.setOutFilterStartsWith(DefaultHeaderFilterStrategy.CAMEL_FILTER_STARTS_WITH);
        return headers;
    }

    /** Half a second later than the time-out of silence, so that silence is still called by its name. */
    private static ClassicHttpResponse proceed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain,
            Duration within) throws IOException, HttpException {
        Deadlines.watch(scope.execRuntime, within.plusMillis(500));
        return chain.proceed(request, scope);
    }
}

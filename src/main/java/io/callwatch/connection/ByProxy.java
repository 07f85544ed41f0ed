package io.callwatch.connection;

import io.callwatch.config.Loopback;
import io.callwatch.config.ProxySettings;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The way out by the proxy of the configuration. It is the proxy that knows names then, and that says where they may lead; an
 * address in the place of a name is looked at here. This machine is reached without it.
 */
final class ByProxy extends DefaultProxyRoutePlanner {
    static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.\\[\\]]*:.*");
    private static final String LET_THROUGH = ByProxy.class.getName();

    private final GuardedNames names;

    private ByProxy(ProxySettings proxy, GuardedNames names) {
        super(new HttpHost(proxy.host(), proxy.port()));
        this.names = names;
    }

    /** @param names null where any address will do */
    static void lead(HttpClientBuilder client, ProxySettings proxy, GuardedNames names) {
        client.setRoutePlanner(new ByProxy(proxy, names))
                .setConnectionReuseStrategy(ByProxy::isToBeUsedAgain)
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), "proxy", ByProxy::proceed)
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "let through", ByProxy::letThrough);
        if (proxy.username() != null) {
            BasicCredentialsProvider logins = new BasicCredentialsProvider();
            logins.setCredentials(new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(proxy.username(), proxy.password().value().toCharArray()));
            client.setDefaultCredentialsProvider(logins);
        }
    }

    /** Some ask for a login and shut the connection without saying so. */
    private static boolean isToBeUsedAgain(HttpRequest request, HttpResponse response, HttpContext context) {
        return response.getCode() != ProxyException.WANTS_LOGIN
                && HttpClients.isToBeUsedAgain(request, response, context);
    }

    /** Else an answer of the proxy's own would be taken for one of the other side. */
    private static ClassicHttpResponse proceed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!scope.route.isTunnelled()) {
            return chain.proceed(request, scope);
        }
        scope.clientContext.removeAttribute(LET_THROUGH);
        ClassicHttpResponse answer;
        try {
            answer = chain.proceed(request, scope);
        } catch (IOException e) {
            throw scope.clientContext.getAttribute(LET_THROUGH) == null ? new ProxyException(e) : e;
        }
        // one that looks into its tunnels wants a login within them, which the client cannot show there and breaks over
        if (scope.clientContext.getAttribute(LET_THROUGH) == null || answer.getCode() == ProxyException.WANTS_LOGIN) {
            scope.execRuntime.discardEndpoint();
            throw new ProxyException(answer.getCode());
        }
        return answer;
    }

    private static ClassicHttpResponse letThrough(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        letThrough(scope.clientContext);
        return chain.proceed(request, scope);
    }

    /** What fails from now on, TLS first of all, is the other side's. */
    static void letThrough(HttpContext context) {
        context.setAttribute(LET_THROUGH, true);
    }

    @Override
    protected HttpHost determineProxy(HttpHost target, HttpContext context) throws HttpException {
        if (names != null && ADDRESS.matcher(target.getHostName()).matches()) {
            try {
                names.resolve(target.getHostName());
            } catch (UnknownHostException e) {
                throw new HttpException(e.getMessage(), e);
            }
        }
        return Loopback.is(target.getHostName()) ? null : super.determineProxy(target, context);
    }
}

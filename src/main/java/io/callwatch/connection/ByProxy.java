package io.callwatch.connection;

import io.callwatch.config.Loopback;
import io.callwatch.config.ProxySettings;
import io.callwatch.graph.Failure;
import io.callwatch.graph.GraphException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The way out by the proxy of the configuration. It is the proxy that knows names then, and that says where they may lead; an
 * address in the place of a name is looked at here. This machine is reached without it.
 */
public final class ByProxy extends DefaultProxyRoutePlanner {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.\\[\\]]*:.*");

    /** What a proxy answers in the place of the other side. */
    public static final int REFUSED = 407;
    public static final String WANTS_LOGIN = "the proxy wants another login (407): check callwatch.proxy.username and password";

    private final GuardedNames names;

    private ByProxy(ProxySettings proxy, GuardedNames names) {
        super(new HttpHost(proxy.host(), proxy.port()));
        this.names = names;
    }

    /** @param names null where any address will do */
    static void lead(HttpClientBuilder client, ProxySettings proxy, GuardedNames names) {
        client.setRoutePlanner(new ByProxy(proxy, names));
        if (proxy.username() != null) {
            BasicCredentialsProvider logins = new BasicCredentialsProvider();
            logins.setCredentials(new AuthScope(proxy.host(), proxy.port()), login(proxy));
            client.setDefaultCredentialsProvider(logins);
        }
    }

    public static GraphException refusal() {
        return new GraphException(Failure.AUTH, WANTS_LOGIN);
    }

    /** Null where it asks for none. */
    static UsernamePasswordCredentials login(ProxySettings proxy) {
        return proxy.username() == null ? null : new UsernamePasswordCredentials(proxy.username(), proxy.password().value().toCharArray());
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

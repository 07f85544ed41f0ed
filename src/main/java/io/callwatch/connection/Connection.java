package io.callwatch.connection;

import io.callwatch.config.DestinationSettings;
import io.callwatch.config.ProxySettings;
import io.callwatch.destination.AddressGuard;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.classic.ProxyClient;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/** Tries whether a destination can be reached: TLS, a mail server's greeting and login. Nothing is posted. */
public final class Connection {
    /** The proxy's client wants a login, and shows it only where it is asked for. */
    private static final Credentials NOBODY = new UsernamePasswordCredentials("", new char[0]);

    private Connection() {
    }

    /** Empty when all is well, else the reason, without anything secret. */
    public static Optional<String> refusal(DestinationSettings destination, ProxySettings proxy) {
        try {
            if (destination instanceof DestinationSettings.Email email) {
                greet(email);
            } else if (destination instanceof DestinationSettings.Webhook webhook) {
                connect(webhook, proxy);
            } else if (destination instanceof DestinationSettings.Camel camel && !hasComponent(camel)) {
                return Optional.of("its component is not on the classpath");
            }
            return Optional.empty();
        } catch (AuthenticationFailedException e) {
            return Optional.of("the mail server refused the login");
        } catch (MessagingException | IOException e) {
            Optional<String> mail = MailTrouble.of(e);
            if (mail.isPresent()) {
                return mail;
            }
            return Optional.of(e instanceof GuardedNames.RefusedAddressException ? e.getMessage() : ConnectionTrouble.of(e));
        }
    }

    /** As Camel finds components, without a Camel: it may come on the classpath of another start. */
    public static boolean hasComponent(DestinationSettings.Camel destination) {
        return Connection.class.getResource("/META-INF/services/org/apache/camel/component/"
                + destination.uri().replaceFirst("[:?].*", "")) != null;
    }

    private static void greet(DestinationSettings.Email email) throws MessagingException {
        String protocol = MailServer.protocol(email);
        try (Transport transport = Session.getInstance(MailServer.properties(email)).getTransport(protocol)) {
            transport.connect(email.host(), email.port(), email.username(), email.password() == null ? null : email.password().value());
        }
    }

    private static void connect(DestinationSettings.Webhook webhook, ProxySettings proxy) throws IOException {
        URI url = webhook.url();
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        try (Socket socket = proxy == null || webhook.mayBePrivate() ? direct(webhook, port)
                : tunnel(proxy, new HttpHost(url.getHost(), port), webhook.common().timeout())) {
            if (tls) {
                SSLSocket secure = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                        .createSocket(socket, url.getHost(), port, false);
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                secure.startHandshake();
            }
        }
    }

    private static Socket direct(DestinationSettings.Webhook webhook, int port) throws IOException {
        InetAddress[] addresses = new GuardedNames(new AddressGuard(webhook.mayBePrivate())).resolve(webhook.url().getHost());
        return BoundedSocket.open(new InetSocketAddress(addresses[0], port), webhook.common().timeout());
    }

    private static Socket tunnel(ProxySettings proxy, HttpHost target, Duration within) throws IOException {
        InetSocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
        Credentials login = ByProxy.login(proxy);
        try {
            return new ProxyClient(none -> ManagedHttpClientConnectionFactory.INSTANCE.createConnection(BoundedSocket.open(address, within)),
                    null, null, null).tunnel(new HttpHost(proxy.host(), proxy.port()), target, login == null ? NOBODY : login);
        } catch (HttpException e) {
            throw ByProxy.refused(e);
        } catch (IOException e) {
            throw ByProxy.blamed(e);
        }
    }
}

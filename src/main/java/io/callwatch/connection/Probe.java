package io.callwatch.connection;

import io.callwatch.config.DestinationSettings;
import io.callwatch.config.ProxySettings;
import io.callwatch.destination.AddressGuard;
import io.callwatch.text.Causes;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Tries whether a destination can be reached: TLS, a mail server's greeting and login. Nothing is posted. */
public final class Probe {
    private Probe() {
    }

    /** Empty when all is well, else the reason, without anything secret. */
    public static Optional<String> refusal(DestinationSettings destination, ProxySettings proxy) {
        try {
            if (destination instanceof DestinationSettings.Email email) {
                return greet(email);
            } else if (destination instanceof DestinationSettings.Webhook webhook) {
                connect(webhook, proxy);
            } else if (destination instanceof DestinationSettings.Camel camel && !hasComponent(camel)) {
                return Optional.of("its component is not on the classpath");
            }
            return Optional.empty();
        } catch (AuthenticationFailedException e) {
            return MailTrouble.ofLogin(e).or(() -> Optional.of("the mail server refused the login"));
        } catch (MessagingException | IOException e) {
            return MailTrouble.of(e).or(() -> Causes.first(e, GuardedNames.RefusedAddressException.class).map(Throwable::getMessage))
                    .or(() -> Optional.of(ConnectionTrouble.of(e)));
        }
    }

    /** What is wrong with an address in the place of a name; names are not looked up. */
    public static Optional<String> refusedAddress(DestinationSettings.Webhook webhook) {
        String host = webhook.url().getHost();
        if (ByProxy.ADDRESS.matcher(host).matches()) {
            try {
                new GuardedNames(new AddressGuard(webhook.mayBePrivate())).resolve(host);
            } catch (GuardedNames.RefusedAddressException e) {
                return Optional.of(e.getMessage());
            } catch (UnknownHostException e) {
                return Optional.empty(); // the delivery says so
            }
        }
        return Optional.empty();
    }

    /** As Camel finds components, without a Camel: it may come on the classpath of another start. */
    public static boolean hasComponent(DestinationSettings.Camel destination) {
        return Probe.class.getResource("/META-INF/services/org/apache/camel/component/"
                + destination.uri().replaceFirst("[:?].*", "")) != null;
    }

    /** Where no login is offered the mail library makes none, and sends all the same: what that comes to is no good login. */
    private static Optional<String> greet(DestinationSettings.Email email) throws MessagingException {
        String protocol = MailServer.protocol(email);
        try (SMTPTransport transport = (SMTPTransport) Session.getInstance(MailServer.properties(email)).getTransport(protocol)) {
            transport.connect(email.host(), email.port(), email.username(), email.password() == null ? null : email.password().value());
            return email.username() == null || transport.supportsExtension("AUTH") || transport.supportsExtension("AUTH=LOGIN")
                    ? Optional.empty() : Optional.of("the mail server offers no login, which a username asks for");
        }
    }

    /** By the client that deliveries take, which stops before it says anything. */
    private static void connect(DestinationSettings.Webhook webhook, ProxySettings proxy) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        HttpClients.guarded(webhook, proxy).accept(builder);
        builder.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "nothing is posted", (request, scope, chain) -> {
            scope.execRuntime.discardEndpoint();
            return new BasicClassicHttpResponse(HttpStatus.SC_NO_CONTENT);
        });
        try (CloseableHttpClient client = builder.build()) {
            client.execute(new HttpHead(webhook.url().resolve("/")), answer -> null);
        }
    }
}

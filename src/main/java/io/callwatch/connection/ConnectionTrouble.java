package io.callwatch.connection;

import io.callwatch.text.Causes;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Why a connection came to nothing, in words for an operator. The messages of such failures name hosts and addresses, so none is used. */
public final class ConnectionTrouble {
    /** What the system says; Java has no class for it, and takes it for a failure of the connection. */
    private static final String NO_MORE = "Too many open files";
    private static final String NO_HTTP = "the other side does not keep to HTTP";

    /** What tells most comes first: failures of TLS wrap those of certificates, and refused ones are sockets' failures too. */
    private static final List<Map.Entry<Class<? extends Exception>, String>> WORDS = List.of(
            Map.entry(InterruptedIOException.class, "no answer in time"),
            Map.entry(MessageConstraintException.class, "the other side answers with more than is read"),
            Map.entry(CertificateExpiredException.class, "the certificate of the other side has expired"),
            Map.entry(CertificateNotYetValidException.class,
                    "the certificate of the other side is not valid yet; is this machine's clock right?"),
            Map.entry(CertPathBuilderException.class, "the certificate of the other side is from nobody whom this Java trusts"),
            Map.entry(CertificateException.class, "the certificate of the other side is not for this host, or not to be trusted"),
            Map.entry(SSLPeerUnverifiedException.class, "the certificate of the other side is not for this host"),
            Map.entry(SSLException.class, "no TLS connection could be made"),
            Map.entry(UnknownHostException.class, "no such host is known, or names cannot be looked up"),
            Map.entry(NoRouteToHostException.class, "there is no route to the host"),
            Map.entry(ConnectException.class, "the connection was refused, or the network is down"),
            Map.entry(PortUnreachableException.class, "nobody listens there"),
            Map.entry(SocketException.class, "the connection was cut"),
            Map.entry(EOFException.class, "the connection was cut"),
            Map.entry(NoHttpResponseException.class, "the connection was closed without an answer"),
            Map.entry(ConnectionClosedException.class, "the answer was cut"),
            Map.entry(TruncatedChunkException.class, "the answer was cut"),
            Map.entry(MalformedChunkCodingException.class, NO_HTTP),
            Map.entry(ProtocolException.class, NO_HTTP),
            Map.entry(ZipException.class, "the answer is not packed as it says"));

    private ConnectionTrouble() {
    }

    public static String of(Throwable thrown) {
        Optional<ProxyException> proxy = Causes.first(thrown, ProxyException.class);
        if (proxy.isPresent() && proxy.get().getCause() == null) {
            return proxy.get().getMessage();
        }
        if (Causes.all(thrown, SocketException.class).anyMatch(e -> String.valueOf(e.getMessage()).contains(NO_MORE))) {
            return "this process may have no more files and connections open: raise its limit (ulimit -n, LimitNOFILE of systemd), or see "
                    + "what holds so many";
        }
        return (proxy.isPresent() ? "the proxy: " : "")
                + WORDS.stream().filter(word -> Causes.anyIs(thrown, word.getKey())).map(Map.Entry::getValue).findFirst()
                        .orElseGet(() -> "the connection failed (" + Causes.all(thrown, Throwable.class)
                                .reduce((outer, inner) -> inner).orElseThrow().getClass().getSimpleName() + ")");
    }
}

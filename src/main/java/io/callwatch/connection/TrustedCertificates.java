package io.callwatch.connection;

import io.callwatch.config.Faults;
import java.io.File;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The key store that somebody has named to Java in place of its own. Java does not say that it cannot be read: it takes its own
 * where there is none, or a folder, trusts nobody without the password of a PKCS #12 file, and each connection fails as if the
 * other side were at fault.
 */
public final class TrustedCertificates {
    private static final String STORE = "javax.net.ssl.trustStore";
    /** What Java takes for a store that is in no file. */
    private static final String NO_FILE = "NONE";

    private TrustedCertificates() {
    }

    public static void check(Faults faults) {
        String store = System.getProperty(STORE);
        if (store != null && (!store.equals(NO_FILE) && !isReadable(new File(store)) || isEmpty())) {
            faults.add("-D" + STORE, store, "a key store of trusted certificates, and -D" + STORE + "Password if it has one");
        }
    }

    private static boolean isReadable(File store) {
        return store.isFile() && store.canRead();
    }

    private static boolean isEmpty() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast)
                    .allMatch(manager -> manager.getAcceptedIssuers().length == 0);
        } catch (GeneralSecurityException e) {
            return true;
        }
    }
}

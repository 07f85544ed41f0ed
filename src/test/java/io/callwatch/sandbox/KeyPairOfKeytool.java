package io.callwatch.sandbox;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An RSA key and a certificate that it signed itself, made by the JDK's own tool, as it has no API to sign one. */
public record KeyPairOfKeytool(KeyStore store, Key key, Certificate certificate) {
    public static final String PASSWORD = "changeit";

    /**
     * @param folder where the tool keeps it, under the name
     * @param hosts for which the certificate is good
     */
    public static KeyPairOfKeytool make(Path folder, String name, String... hosts) throws Exception {
        return makeForDays(90, folder, name, hosts);
    }

    public static KeyPairOfKeytool makeForDays(int days, Path folder, String name, String... hosts) throws Exception {
        Path file = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", name, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=" + name, "-validity", Integer.toString(days),
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        if (hosts.length > 0) {
            command.addAll(List.of("-ext", "SAN=dns:" + String.join(",dns:", hosts)));
        }
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new KeyPairOfKeytool(store, store.getKey(name, PASSWORD.toCharArray()), store.getCertificate(name));
    }

    public String pem() throws GeneralSecurityException {
        return block("PRIVATE KEY", key.getEncoded()) + block("CERTIFICATE", certificate.getEncoded());
    }

    /** For a server that shows it. */
    public SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    public static String block(String name, byte[] content) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + name + "-----\n";
    }
}

package io.callwatch.graph;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs the assertion that stands in for a client secret, with the RSA key and certificate of a PEM file.
 *
 * <p>Refuses a PEM without a {@code PRIVATE KEY} (PKCS #8) or a {@code CERTIFICATE} with an {@link IllegalArgumentException}
 * that says what is missing. Immutable; prints without the key.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate credentials</a>
 */
public final class ClientAssertion {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final X509Certificate certificate;

    public ClientAssertion(String pem) {
        try {
            this.key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY")));
            this.certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block(pem, "CERTIFICATE")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("expected an RSA key (PKCS #8) and its certificate in PEM", e);
        }
    }

    /** A JSON Web Token for one request to the given token endpoint. */
    public String sign(String tokenEndpoint, String clientId, Instant now) {
        try {
            String thumbprint = URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
            String header = "{\"alg\":\"PS256\",\"typ\":\"JWT\",\"x5t#S256\":\"" + thumbprint + "\"}";
            String claims = "{\"aud\":\"" + tokenEndpoint + "\",\"iss\":\"" + clientId + "\",\"sub\":\"" + clientId
                    + "\",\"jti\":\"" + UUID.randomUUID() + "\",\"nbf\":" + now.minusSeconds(60).getEpochSecond()
                    + ",\"exp\":" + now.plus(LIFE).getEpochSecond() + "}";
            String signed = encode(header) + "." + encode(claims);
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the client assertion could not be signed", e);
        }
    }

    private static String encode(String json) {
        return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] block(String pem, String name) {
        Matcher block = Pattern.compile("-----BEGIN " + name + "-----([^-]+)-----END " + name + "-----").matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("expected a PEM with a block '" + name + "', saw none");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}

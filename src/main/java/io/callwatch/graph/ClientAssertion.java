package io.callwatch.graph;

import io.callwatch.callrecord.Sha256;
import io.callwatch.text.FileTrouble;
import io.callwatch.text.TextFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Signs the assertion that stands in for a client secret, with the RSA key and certificate of a PEM file.
 *
 * <p>Refuses a file that cannot be read, or is without a {@code PRIVATE KEY} (PKCS #8) or {@code RSA PRIVATE KEY} (PKCS #1), or without
 * that key's {@code CERTIFICATE}, with an {@link IllegalArgumentException} that says what was expected; a chain may stand beside it.
 * Immutable; prints without the key.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate credentials</a>
 */
public final class ClientAssertion {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration NOTICE = Duration.ofDays(30);
    private static final String EXPECTED = "an RSA key and its certificate in PEM";
    private static final Pattern OTHER_KEY = Pattern.compile("-----BEGIN \\w+ PRIVATE KEY-----");
    /** What PKCS #8 says of an RSA key: version 0, rsaEncryption, no parameters. */
    private static final byte[] OF_RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final RSAPrivateKey key;
    private final X509Certificate certificate;

    private ClientAssertion(String pem) {
        try {
            this.key = (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key(pem)));
            this.certificate = certificate(pem, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }

    public static ClientAssertion read(Path pem) {
        try {
            // what openssl writes beside the blocks, such as the certificate's name, is in no encoding that one knows
            return new ClientAssertion(new String(TextFile.bytes(pem), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalArgumentException("a PEM file that can be read (" + FileTrouble.of(e) + ")", e);
        }
    }

    private static byte[] key(String pem) {
        return Stream.concat(blocks(pem, "PRIVATE KEY"), blocks(pem, "RSA PRIVATE KEY").map(ClientAssertion::inPkcs8)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a block 'PRIVATE KEY' or 'RSA PRIVATE KEY'"
                        + (OTHER_KEY.matcher(pem).find()
                        ? ", and saw another kind of key: of an RSA key 'openssl pkcs8 -topk8 -nocrypt' makes one" : "")));
    }

    /** PKCS #1 is the bare key, which the JDK does not read. Lengths take two bytes each, as those of any RSA key do. */
    private static byte[] inPkcs8(byte[] key) {
        return ByteBuffer.allocate(8 + OF_RSA.length + key.length)
                .putShort((short) 0x3082).putShort((short) (4 + OF_RSA.length + key.length)).put(OF_RSA)
                .putShort((short) 0x0482).putShort((short) key.length).put(key).array();
    }

    private static X509Certificate certificate(String pem, RSAPrivateKey key) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (byte[] block : blocks(pem, "CERTIFICATE").toList()) {
            X509Certificate one = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block));
            if (one.getPublicKey() instanceof RSAPublicKey other && other.getModulus().equals(key.getModulus())) {
                return one;
            }
        }
        throw new IllegalArgumentException("a block 'CERTIFICATE' that belongs to its key");
    }

    /** @param pem null for none, of which nothing is to be said */
    public static Optional<String> ending(Path pem, Instant now) {
        return pem == null ? Optional.empty() : read(pem).ending(now);
    }

    /** What is to be said of the certificate's end, from 30 days before; empty until then. */
    public Optional<String> ending(Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        return end.minus(NOTICE).isAfter(now) ? Optional.empty()
                : Optional.of("the certificate of callwatch.graph.client-certificate " + (end.isAfter(now) ? "ends" : "ended") + " at " + end
                + ": add a new one to the application in Microsoft Entra, then put it and its key into the file, which is read for each token");
    }

    /** A JSON Web Token for one request to the given token endpoint. */
    public String sign(String tokenEndpoint, String clientId, Instant now) {
        try {
            String thumbprint = URL.encodeToString(Sha256.begin().digest(certificate.getEncoded()));
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

    private static Stream<byte[]> blocks(String pem, String name) {
        return Pattern.compile("-----BEGIN " + name + "-----([^-]+)-----END " + name + "-----").matcher(pem).results()
                .map(block -> decoded(block.group(1)));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) { // its message says what was seen
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }
}

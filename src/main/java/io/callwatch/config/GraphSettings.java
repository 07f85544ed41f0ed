package io.callwatch.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where records come from.
 *
 * @param clientSecret null where a certificate is used
 * @param clientCertificate PEM file with key and certificate; null where a secret is used
 * @param pageSize null leaves it to the service
 * @param maxAnswer bytes of one answer
 */
public record GraphSettings(
        URI url,
        URI authority,
        String tenantId,
        String clientId,
        Secret clientSecret,
        Path clientCertificate,
        Integer pageSize,
        RequestLimit firstPageLimit,
        RequestLimit nextPageLimit,
        int concurrency,
        Duration timeout,
        long maxAnswer) {
}

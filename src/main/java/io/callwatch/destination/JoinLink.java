package io.callwatch.destination;

import io.callwatch.text.OneLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A meeting's {@code joinWebUrl} as a link that can be put before people: https with a host, no user name in it, ASCII.
 *
 * <p>Anything else comes from a stranger's hand or a fault, and is no link.
 */
final class JoinLink {
    private static final int LONGEST = 2_000;

    private JoinLink() {
    }

    static Optional<String> of(String joinWebUrl) {
        if (joinWebUrl == null || joinWebUrl.length() > LONGEST || !OneLine.of(joinWebUrl, LONGEST).equals(joinWebUrl)) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(joinWebUrl);
            boolean safe = "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
            String ascii = uri.toASCIIString();
            return safe && ascii.length() <= LONGEST ? Optional.of(ascii) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}

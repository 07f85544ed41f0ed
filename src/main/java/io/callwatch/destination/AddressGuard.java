package io.callwatch.destination;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * Keeps webhooks off addresses that are not on the public Internet, after the host's name is resolved.
 *
 * <p>In go the addresses that a connection may use, out comes the reason why one of them is refused. An IPv4 address inside
 * an IPv6 one (NAT64, 6to4, IPv4-compatible) counts as what it leads to. Immutable.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special addresses</a>
 */
public final class AddressGuard {
    private final boolean allowPrivate;

    /** @param allowPrivate whether the operator has allowed every address */
    public AddressGuard(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /** What is wrong with the first of them that is refused, such as {@code a loopback address}; empty if none is. */
    public Optional<String> refusal(Collection<InetAddress> resolved) {
        if (allowPrivate) {
            return Optional.empty();
        }
        return resolved.stream().map(AddressGuard::kind).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> kind(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return Optional.of("an unspecified address");
        }
        if (address.isLoopbackAddress()) {
            return Optional.of("a loopback address");
        }
        if (address.isLinkLocalAddress()) {
            return Optional.of("a link-local address");
        }
        if (address.isMulticastAddress()) {
            return Optional.of("a multicast address");
        }
        if (address.isSiteLocalAddress()) {
            return Optional.of("a private address");
        }
        return address instanceof Inet6Address ? kind6(address.getAddress()) : kind4(address.getAddress());
    }

    private static Optional<String> kind4(byte[] a) {
        int first = a[0] & 0xFF;
        int second = a[1] & 0xFF;
        if (first == 100 && second >= 64 && second < 128) {
            return Optional.of("a private address");
        }
        boolean special = first == 0 || first >= 240 || first == 198 && (second == 18 || second == 19)
                || first == 192 && second == 0 && (a[2] == 0 || a[2] == 2)
                || first == 198 && second == 51 && a[2] == 100
                || first == 203 && second == 0 && a[2] == 113;
        return special ? Optional.of("a reserved address") : Optional.empty();
    }

    private static Optional<String> kind6(byte[] a) {
        if ((a[0] & 0xFE) == 0xFC) {
            return Optional.of("a unique-local address");
        }
        if (startsWith(a, 0x20, 0x02)) {
            return inner(a, 2);
        }
        if (startsWith(a, 0x20, 0x01, 0, 0) || startsWith(a, 0x00, 0x64, 0xFF, 0x9B, 0, 1)) {
            return Optional.of("a reserved address");
        }
        boolean compatible = startsWith(a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        boolean translated = startsWith(a, 0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0);
        return compatible || translated ? inner(a, 12) : Optional.empty();
    }

    private static Optional<String> inner(byte[] a, int from) {
        try {
            return kind(InetAddress.getByAddress(Arrays.copyOfRange(a, from, from + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean startsWith(byte[] a, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((a[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}

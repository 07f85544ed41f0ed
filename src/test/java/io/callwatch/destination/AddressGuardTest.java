package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "0.1.2.3", "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "198.19.255.255", "192.0.0.9", "192.0.2.1", "198.51.100.1", "203.0.113.9", "::1", "::",
        "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::", "2002:7f00:1::1", "2001::1", "64:ff9b:1::1"})
    void refusesWhatIsNotPublicUnlessAllowed(String address) throws Exception {
        List<InetAddress> resolved = List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName(address));
        assertThat(new AddressGuard(false).refusal(resolved)).isPresent();
        assertThat(new AddressGuard(true).refusal(resolved)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, an unspecified address", "127.1.2.3, a loopback address", "169.254.169.254, a link-local address",
        "224.0.0.1, a multicast address", "10.1.2.3, a private address", "100.64.0.1, a private address", "203.0.113.9, a reserved address",
        "::, an unspecified address", "::1, a loopback address", "fe80::1, a link-local address", "ff02::1, a multicast address",
        "fd00::1, a unique-local address", "2001::1, a reserved address", "64:ff9b::a01:203, a private address"})
    void saysWhichKindItIs(String address, String kind) throws Exception {
        assertThat(new AddressGuard(false).refusal(List.of(InetAddress.getByName(address)))).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.63.0.1", "100.128.0.1", "8.100.0.1", "192.169.0.1", "192.0.3.1", "8.0.2.1",
        "198.20.100.1", "8.18.0.1", "198.51.101.1", "8.51.100.1", "203.1.113.1", "203.0.112.1", "8.0.113.1", "2606:2800:220:1::1",
        "2402:a00:1::1", "2002:80a::1", "64:ff9b::5db8:d822", "64:ff9b::80a:1", "::ffff:8.8.8.8"})
    void letsPublicOnesPass(String address) throws Exception {
        assertThat(new AddressGuard(false).refusal(List.of(InetAddress.getByName(address)))).isEmpty();
    }
}

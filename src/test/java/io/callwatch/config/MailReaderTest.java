package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest extends WithAConfiguration {
    @Test
    void mapsEveryKeyOfAMailDestination() {
        Map<String, String> values = least();
        values.putAll(mail());
        DestinationSettings.Email email = (DestinationSettings.Email) read(values).destinations().get(0);
        assertThat(faults.all()).isEmpty();
        assertThat(email).isEqualTo(new DestinationSettings.Email(
                new DestinationSettings.Common("mail", Duration.ofHours(1), Duration.ofSeconds(5), "info", "full", null, EACH_AT_ONCE, null, Duration.ofHours(1)),
                List.of("a@example.com", "b@example.com"), "c@example.com", null, "smtp.example.com", 465, "smtps", "user", new Secret("pw")));
    }

    /** Some servers would leave two of it in one box. */
    @Test
    void whoIsNamedTwiceIsARecipientOnce() {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.mail.to", "a@example.com, b@example.com,a@example.com");
        assertThat(((DestinationSettings.Email) read(values).destinations().get(0)).to()).containsExactly("a@example.com", "b@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops@example.com.", "a..b@example.com", ".x@example.com", "a(b)@example.com", "ops", "a b@example.com", "<a@example.com>",
        "j\u00f6rg@example.com"})
    void anAddressThatNoMailCouldGoToIsAFault(String address) {
        Map<String, String> values = least();
        values.putAll(Map.of("callwatch.destinations.mail.type", "email", "callwatch.destinations.mail.host", "localhost",
                "callwatch.destinations.mail.from", "callwatch@example.com", "callwatch.destinations.mail.to", "good@example.com," + address));
        read(values);
        assertThat(faults.all()).singleElement().satisfies(fault -> assertThat(fault.key()).isEqualTo("callwatch.destinations.mail.to"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp..example.com", ".example.com", "smtp example.com", "[::1]"})
    void aHostThatNoMailServerHasIsAFault(String host) {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.mail.host", host);
        assertThat(faultsOf(values)).containsExactly(new Fault("callwatch.destinations.mail.host", host,
                "a host's name, or its address in IPv4"));
    }

    @ParameterizedTest
    @CsvSource({"username, password,", "password, username, ***", "password-file, username, key"})
    void aLoginIsWholeOrNone(String given, String missing, String value) throws Exception {
        Files.writeString(folder.resolve("key"), "pw");
        Map<String, String> values = least();
        values.putAll(mail());
        values.keySet().removeAll(List.of("callwatch.destinations.mail.username", "callwatch.destinations.mail.password"));
        values.put("callwatch.destinations.mail." + given, value == null ? "user" : value);
        assertThat(faultsOf(values)).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("callwatch.destinations.mail." + given);
            assertThat(fault.toString()).contains("callwatch.destinations.mail." + missing, "beside it").doesNotContain("***");
        });
    }

    @ParameterizedTest
    @CsvSource({"from, nobody", "from, Nobody <nobody>", "from, 'One <a@b>, Two <c@d>'", "from, 'One\nTwo <a@b>'",
        "from, 'One, Two <a@b>'", "from, 'One' <a@b.>", "from, '<a@b'", "from, 'a@b>'", "from, '\"One <a@b>'", "from, <a@j\u00f6rg>", "port, 0", "port, 65536"})
    void whatNoMailCouldBeSentByIsAFault(String key, String value) {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.mail." + key, value);
        assertThat(faultsOf(values)).extracting(Fault::key).containsExactly("callwatch.destinations.mail." + key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"callwatch@example.com |", "<callwatch@example.com> |", "Callwatch <callwatch@example.com> | Callwatch",
        "'\"Calls, watched\" <callwatch@example.com>' | Calls, watched", "J\u00f6rg <callwatch@example.com> | J\u00f6rg"})
    void aSenderMayHaveAName(String from, String name) {
        Map<String, String> values = least();
        values.putAll(mail());
        values.put("callwatch.destinations.mail.from", from);
        DestinationSettings.Email email = (DestinationSettings.Email) read(values).destinations().get(0);
        assertThat(faults.all()).isEmpty();
        assertThat(email.from()).isEqualTo("callwatch@example.com");
        assertThat(email.fromName()).isEqualTo(name);
    }
}

package io.callwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest extends WithAConfiguration {
    static List<Key> keys() {
        return Keys.all();
    }

    @Test
    void theReadmesTableHasEachKeyWithItsDefaultAndAMeaning() throws Exception {
        Pattern row = Pattern.compile("(?m)^\\| `(callwatch\\.[^`]+)` \\| (?:`([^`]*)` )?\\| \\S.* \\|$");
        assertThat(row.matcher(Files.readString(Path.of("README.md"))).results()
                .map(found -> List.of(found.group(1), Objects.toString(found.group(2), ""))))
                .containsExactlyElementsOf(keys().stream().map(key -> List.of(key.pattern(), Objects.toString(key.standard(), ""))).toList());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void standsInTheCommentedProperties(Key key) throws Exception {
        String regex = "(?m)^#?" + Pattern.quote(key.pattern()).replace("NAME", "\\E[A-Za-z-]+\\Q") + "=";
        assertThat(Pattern.compile(regex).matcher(Files.readString(Path.of("application.properties"))).find())
                .as(key.pattern()).isTrue();
    }

    @Test
    void theShippedPropertiesLackOnlyWhatAUserFillsIn() throws Exception {
        Faults faults = new Faults();
        Map<String, String> values = Sources.read(Files.readString(Path.of("application.properties")), faults,
                key -> faults.add(key, null, "once"));
        Configuration.read(values, Path.of("").toAbsolutePath(), faults);
        assertThat(faults.all()).extracting(Fault::key).containsExactlyInAnyOrder("callwatch.graph.tenant-id",
                "callwatch.graph.client-id", "callwatch.graph.client-secret", "callwatch.destinations.ops-mail.to",
                "callwatch.destinations.ops-mail.from", "callwatch.destinations.ops-mail.host");
    }

    /** A part of it was taken for the name, of which the rest was missed, and another key of that one was thought to be meant. */
    @ParameterizedTest
    @ValueSource(strings = {"callwatch.rules.short.call.when", "callwatch.destinations.ops.mail.password", "callwatch.sweeps.a.b.look-back",
        "callwatch.destinations.out.headers.X.Team", "callwatch.rules.r.of.callers.per"})
    void aNameWithADotIsOneFault(String key) {
        Map<String, String> values = least();
        values.put(key, "x");
        assertThat(faultsOf(values)).singleElement().hasToString(key + ": expected a known key; a name has letters of ASCII, digits, - and _"
                + " alone, and begins with a letter or digit");
    }

    /** It was taken for one of Camel's, as if it were not there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Callwatch.rules.r.severity=info | ; did you mean callwatch.rules.r.severity?",
        "calwatch.sweeps.s.schedule=info | ; did you mean callwatch.sweeps.s.schedule?",
        "callwacth.destinations.out.secret | ; did you mean callwatch.destinations.out.secret?",
        "CALLWATCH.colour | ''"})
    void aSlipInTheFirstWordIsAFaultToo(String seen, String hint) {
        Map<String, String> values = least();
        values.put(seen.replace("=info", ""), "info");
        assertThat(faultsOf(values)).singleElement().hasToString(seen + ": expected a known key" + hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"who", "camel.main.name", "callwatch-who", "callwatch2.who", "mail.rules.r.when"})
    void aKeyOfCamelsOrOfTheFilesOwnIsNone(String key) {
        Map<String, String> values = least();
        values.put(key, "x");
        assertThat(faultsOf(values)).isEmpty();
    }
}

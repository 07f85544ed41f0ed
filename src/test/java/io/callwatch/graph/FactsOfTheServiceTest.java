package io.callwatch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of the service's answers, one file for each fact, as the reader takes it. */
class FactsOfTheServiceTest {
    @Test
    void readsThePhoneRecordWithAllItsFields() throws Exception {
        CallRecord record = first("phone-organizer");
        assertThat(record.id()).isEqualTo("0d4f6d8a-2c0e-4f7e-9a66-2f0c7b1f9e10");
        assertThat(record.version()).isEqualTo(1);
        assertThat(record.type()).isEqualTo("peerToPeer");
        assertThat(record.modalities()).containsExactly("audio");
        assertThat(record.startDateTime()).isEqualTo(Instant.parse("2026-11-20T14:03:36.2169889Z"));
        assertThat(record.duration()).contains(Duration.parse("PT4.2830111S"));
        assertThat(record.joinWebUrl()).isNull();
        assertThat(record.organizer()).isEqualTo(new Organizer("phone", "+4930123456", null, null));
    }

    @Test
    void readsTheDocumentationsOwnAnswer() throws Exception {
        List<CallRecord> records = page("documentation-page").records();
        assertThat(records).extracting(r -> r.organizer().kind()).containsExactly("user", "phone");
        assertThat(records).extracting(r -> r.duration().orElseThrow().toSeconds()).containsExactly(3L, 4L);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "phone-organizer, phone, +4930123456, -, -",
        "masked-number, phone, +1234567***, -, -",
        "number-that-is-a-name, phone, anonymous, -, -",
        "anonymous-guest, guest, 0f8fad5bd9cb469fa16570867728950e, Max (Guest), -",
        "user-of-another-tenant, user, 821809f5-0000-0000-0000-3b5136c0e777, Abbie Wilkins, 9a1f3c5e-1111-4222-8333-944445555666",
        "outer-id-differs, user, 821809f5-0000-0000-0000-3b5136c0e777, Abbie Wilkins, dc368399-474c-4d40-900c-6265431fd81f",
        "endpoint-type-is-text, user, 821809f5-0000-0000-0000-3b5136c0e777, Abbie Wilkins, dc368399-474c-4d40-900c-6265431fd81f",
        "old-organizer-names-a-user, phone, +4930123456, -, -",
        "nulls-omitted, phone, +4930123456, -, -",
        "values-of-tomorrow, avatar, av-1, Avatar of Abbie, -"})
    void theOrganizerIsWhoTheOneIdentityNames(String fact, String kind, String id, String name, String tenantId) throws Exception {
        assertThat(first(fact).organizer()).isEqualTo(new Organizer(kind, id, name, tenantId));
    }

    @Test
    void everyKindOfIdentityIsAnOrganizer() throws Exception {
        List<CallRecord> records = page("every-kind-of-identity").records();
        assertThat(records).hasSize(14).extracting(record -> record.organizer().kind()).doesNotHaveDuplicates().doesNotContain(Organizer.UNKNOWN)
                .contains("azureCommunicationServicesUser", "device");
        assertThat(records).allSatisfy(record -> assertThat(record.organizer().id()).isEqualTo("id of " + record.organizer().kind()));
    }

    @Test
    void whatAFirstVersionLacksIsNotThereYet() throws Exception {
        CallRecord record = first("first-version");
        assertThat(record.type()).isEqualTo("unknown");
        assertThat(record.modalities()).isEmpty();
        assertThat(record.endDateTime()).isNull();
        assertThat(record.duration()).isEmpty();
        assertThat(record.organizer()).isNull();
        assertThat(first("no-organizer").organizer()).isNull();
    }

    @Test
    void valuesThatAreNotKnownYetAreKept() throws Exception {
        CallRecord record = first("values-of-tomorrow");
        assertThat(record.type()).isEqualTo("hologramCall");
        assertThat(record.modalities()).containsExactly("audio", "smellSharing", "unknownFutureValue");
        assertThat(record.raw().text()).contains("\"codec\": {\"name\": \"x\"}");
    }

    @Test
    void timesAreInstantsWhateverTheirDigits() throws Exception {
        List<CallRecord> records = page("trimmed-fractions").records();
        assertThat(records).hasSize(8).extracting(CallRecord::startDateTime).isSorted().doesNotHaveDuplicates()
                .startsWith(Instant.parse("2026-11-20T14:03:36Z")).endsWith(Instant.parse("2026-11-20T14:03:36.216988900Z"));
        assertThat(records.get(7).raw().text()).as("as it came").contains("\"2026-11-20T14:03:36.2169889Z\"");
    }

    @Test
    void theYearOneIsNoTimeAndAnEndMayComeBeforeTheStart() throws Exception {
        assertThat(first("year-one").endDateTime()).isNull();
        assertThat(first("year-one").lastModifiedDateTime()).isNull();
        assertThat(first("end-before-start").duration()).contains(Duration.parse("-PT6.2169889S"));
    }

    @Test
    void aNumberMayBeShort() throws Exception {
        assertThat(page("number-that-is-a-name").records().get(1).organizer().id()).isEqualTo("4711");
    }

    @Test
    void theNextLinkIsTakenAsItStandsUnderEitherNameAlsoBesideNothing() throws Exception {
        assertThat(page("callrecord-next-link").nextLink())
                .isEqualTo("https://graph.microsoft.com/v1.0/communications/callRecords?$skiptoken=MTYx%2BMw%3D%3D&x=a%26b");
        Page empty = page("empty-page-with-link");
        assertThat(empty.records()).isEmpty();
        assertThat(empty.isLast()).isFalse();
    }

    @Test
    void theSameIdMayComeTwice() throws Exception {
        List<CallRecord> records = page("same-id-twice").records();
        assertThat(records).extracting(CallRecord::version).containsExactly(3L, 4L);
        assertThat(records).extracting(CallRecord::id).containsOnly(records.get(0).id());
    }

    @ParameterizedTest
    @CsvSource({"error, 403, FORBIDDEN", "error-in-lower-case, 400, CLIENT"})
    void anErrorIsKnownByStatusAndCodeAndTheServicesOwnNumberOfTheRequest(String fact, int status, Failure failure) throws Exception {
        GraphException error = ErrorAnswer.read(status, new String(file(fact), StandardCharsets.UTF_8), "", null);
        assertThat(error.failure()).isEqualTo(failure);
        assertThat(error).hasMessageContaining("(request-id 1d2c3b4a-0000-4000-8000-00000000cafe)").hasMessageNotContaining("Invalid skiptoken");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noneOfThemIsSetAside(String fact) throws Exception {
        Page page = page(fact);
        assertThat(page.unreadable()).isEmpty();
        assertThat(page.records()).allSatisfy(record -> assertThat(record.startDateTime()).isNotNull());
    }

    static List<String> pages() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(FactsOfTheServiceTest.class.getResource("/graph").toURI()))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).filter(name -> !name.startsWith("error"))
                    .sorted().toList();
        }
    }

    private static CallRecord first(String fact) throws Exception {
        return page(fact).records().get(0);
    }

    private static Page page(String fact) throws Exception {
        return PageReader.readList(file(fact));
    }

    private static byte[] file(String fact) throws IOException {
        try (InputStream file = FactsOfTheServiceTest.class.getResourceAsStream("/graph/" + fact + ".json")) {
            return file.readAllBytes();
        }
    }
}

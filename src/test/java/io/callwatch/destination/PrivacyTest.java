package io.callwatch.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callwatch.alert.Event;
import io.callwatch.alert.EventType;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import io.callwatch.rule.Reason;
import io.callwatch.rule.Severity;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyTest {
    private static final String RAW = """
            {"id":"call-1","version":3,"type":"groupCall","joinWebUrl":"https://teams.microsoft.com/x?Oid=821809f5",
             "organizer_v2@odata.context":"https://graph/abbie","organizer":{"user":{"displayName":"Abbie Wilkins"}},
             "organizer_v2":{"id":"821809f5-77aa","identity":{"endpointType":"default","user":{"id":"821809f5-77aa",
               "displayName":"Abbie Wilkins","tenantId":"dc368399","userPrincipalName":"abbie@contoso.com"}}},
             "tomorrow":{"nick":"Abbie the Great","list":["+4930123456","abbie@contoso.com"],"n":7,"at":"2026-11-20T14:03:36Z","aDateTime":"2026-11-20T14:03:36Z"}}""";
    private final CallRecord call = new CallRecord("call-1", 3, "groupCall", List.of("audio"), Given.START, Given.START.plusSeconds(4),
            Given.START, "https://teams.microsoft.com/x?Oid=821809f5", new Organizer("user", "821809f5-77aa", "Abbie Wilkins", "dc368399"),
            RawJson.of(RAW));
    private final Event event = new Event("e", EventType.CALL_MATCHED, Given.START, Given.TENANT, "short-call", Severity.INFO,
            Title.ofCall("short-call", call), List.of(call), null,
            List.of(new Reason("call.organizer.displayName", "Abbie Wilkins"), new Reason("call.duration", "4s"),
                    new Reason("call.organizer.displayName.lowerAscii()", "abbie wilkins"),
                    new Reason("call.organizer.id == '821809f5-77aa'", "true"), new Reason("country(call.organizer.phone)", "DE")), "e");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "id|+4930123456|+49***56", "displayName|+1 (425) 555-0123|+1***23", "id|110|***", "id|+1234567***|+1***", "id|030 123456|***56",
        "displayName|Abbie Wilkins|A. W.", "displayName|Ödön von Horváth jun.|Ö. V. H.", "displayName|.|***",
        "userPrincipalName|abbie@contoso.com|a***@***", "id|821809f5-0000-0000-0000-3b5136c0e777|***77", "id|abc|***"})
    void masksByForm(String key, String value, String masked) {
        assertThat(Mask.of(key, value)).isEqualTo(masked);
    }

    @Test
    void maskedShowsNoPersonOnAnyChannel() {
        Event masked = Privacy.MASKED.apply(event, Given.STANDARD_TITLES);
        assertThat(masked.title()).isEqualTo("Short call: 4 s from A. W.");
        showsNobody(masked);
        assertThat(EventJson.of(masked)).contains("\"id\":\"call-1\",\"version\":3,\"type\":\"groupCall\",\"joinWebUrl\":null",
                "\"displayName\":\"A. W.\",\"tenantId\":\"dc368399\",\"userPrincipalName\":\"a***@***\"", "\"endpointType\":\"default\"",
                "[\"+49***56\",\"a***@***\"],\"n\":7", "\"aDateTime\":\"2026-11-20T14:03:36Z\"");
        assertThat(masked.reasons()).contains(new Reason("call.duration", "4s"), new Reason("country(call.organizer.phone)", "DE"));
    }

    @Test
    void whatTheFeedTellsNamesNobodyAndKeepsItsTitle() {
        Event stale = SampleEvents.event(EventType.FEED_STALE, "r");
        assertThat(Privacy.MASKED.apply(stale, Given.STANDARD_TITLES)).isEqualTo(stale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\\\\n"})
    void aConditionMayHoldTextsOfAnyLength(String letter) {
        String part = "call.organizer.displayName.matches('" + letter.repeat(20_000) + "') || call.organizer.displayName == \"Abbie Wilkins\"";
        Event long_ = new Event("e", EventType.CALL_MATCHED, Given.START, Given.TENANT, "r", Severity.INFO, "", List.of(call), null,
                List.of(new Reason(part, "true")), "e");
        assertThat(Privacy.MASKED.apply(long_, Given.STANDARD_TITLES).reasons()).singleElement()
                .satisfies(reason -> assertThat(reason.part()).startsWith("call.organizer.displayName.matches('").doesNotContain("Wilkins"));
    }

    @Test
    void whatIsUnknownIsHiddenAlsoAsAKeyANumberOrUnderTheNameOfAKindOrATime() {
        String unknown = """
                {"id":"call-1","version":12345678,"abbie.wilkins@contoso.com":true,"notes":{"+4930123456":[1]},"callbackNumber":4930123456,
                 "extension":5551234,"ratio":4930123456.5,"webUrl":"teams/?Oid=821809f5","user@odata.navigationLink":"users('821809f5')",
                 "x":{"type":"Abbie Wilkins","tenantId":"+4930123456","aDateTime":"2026-11-20T14:03:36Z Abbie Wilkins","n":-1.5,"organizer_v2":{},
                      "languageId":"821809f5-0000-0000-0000-3b5136c0e777"},
                 "z":{"tenantId":"dc368399-474c-4d40-900c-6265431fd81f Abbie Wilkins"},
                 "y":{"@odata.type":"#microsoft.graph.callRecords.user","type":"default","languageId":"de-DE",
                      "tenantId":"dc368399-474c-4d40-900c-6265431fd81f"}}""";
        CallRecord strange = new CallRecord("call-1", 1, "groupCall", List.of(), Given.START, null, null, null, null, RawJson.of(unknown));
        Event masked = Privacy.MASKED.apply(Given.event("e", EventType.CALL_MATCHED, List.of(strange)), Given.STANDARD_TITLES);
        showsNobody(masked);
        assertThat(EventJson.of(masked)).contains("\"version\":12345678,\"a***@***\":true,\"notes\":{\"+49***56\":[1]},\"callbackNumber\":\"***56\","
                        + "\"extension\":\"***34\",\"ratio\":\"***65\",\"webUrl\":null,\"user@odata.navigationLink\":null",
                "\"n\":-1.5,\"organizer_v2\":{},", "{\"@odata.type\":\"#microsoft.graph.callRecords.user\",\"type\":\"default\",\"languageId\":\"de-DE\","
                        + "\"tenantId\":\"dc368399-474c-4d40-900c-6265431fd81f\"}");
    }

    @Test
    void aPseudonymIsStableAndHangsOnItsKey() {
        byte[] key = "0123456789abcdef".getBytes();
        Event one = Privacy.pseudonym(key).apply(event, Given.STANDARD_TITLES);
        assertThat(EventJson.of(Privacy.pseudonym(key).apply(event, Given.STANDARD_TITLES))).isEqualTo(EventJson.of(one));
        assertThat(one.calls().get(0).organizer().id()).matches("p-[0-9a-f]{16}");
        assertThat(EventJson.of(one)).contains("\"organizer_v2\":{\"id\":\"" + one.calls().get(0).organizer().id() + "\"");
        assertThat(Privacy.pseudonym("fedcba9876543210".getBytes()).apply(event, Given.STANDARD_TITLES).title()).isNotEqualTo(one.title());
        showsNobody(one);
        assertThatThrownBy(() -> Privacy.pseudonym(new byte[15])).hasMessageContaining("at least 16 bytes");
        assertThat(Privacy.pseudonym(key)).hasToString("pseudonym");
    }

    @Test
    void aGroupAndATitleOfOnesOwnAreHiddenToo() {
        TitleTemplate title = TitleTemplate.compile("r", "${group}: ${call.organizer.displayName?upper_case}", ZoneId.of("UTC"));
        CallRecord phone = Given.phoneCall("p");
        Event burst = new Event("b", EventType.CALLS_MATCHED, Given.START, Given.TENANT, "r", Severity.INFO, "x", List.of(phone, call),
                "+4930123456", List.of(), "b");
        Event masked = Privacy.MASKED.apply(burst, new Titles(Map.of("r", title)));
        assertThat(masked.group()).isEqualTo("+49***56");
        assertThat(masked.title()).isEqualTo("+49***56:");
        assertThat(Privacy.FULL.apply(burst, Given.STANDARD_TITLES)).isSameAs(burst);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "https://teams.microsoft.com/x?Oid=821809f5|***", "see https://other.example/Oid=82|see ***", "Oid=821809f5|Oid=***",
        "Abbie|A.", "WILKINS, abbie|W., A.", "Abbie Wilkins/groupCall|A. W./groupCall", "Bo|B.", "bo|B.", "Bo/peerToPeer|B./peerToPeer",
        "AbbieWilkins|***", "Abb|***", "Ab|***", "caller-of-bo|caller-of-B.", "callerBo|***", "821809f5|***", "abbie@contoso.com|a***@***",
        "+49 30 123456 DE|+49***56 DE", "30123456|***56", "4930|***", "6/4930/groupCall|6/***/groupCall", "6/345/x|6/***/x",
        "DE30123456|***", "DE-30123|DE-***"})
    void aGroupHidesEachPieceOfAPerson(String group, String masked) {
        assertThat(masked(group).group()).isEqualTo(masked);
        assertThat(masked(group).title()).isEqualTo("Short call: 3 calls within 0 s from " + masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE", "dc368399", "groupCall", "user", "phone", "true", "false", "14", "call-1", "audio", "mobile", "outside", ""})
    void aGroupThatIsNobodysStaysAsItIs(String group) {
        assertThat(masked(group).group()).isEqualTo(group);
        assertThat(Privacy.pseudonym(new byte[16]).apply(burst(group), Given.STANDARD_TITLES).group()).isEqualTo(group);
    }

    @Test
    void aGroupOfOneNameHasThatNamesPseudonym() {
        Event burst = Privacy.pseudonym(new byte[16]).apply(burst("bo/peerToPeer"), Given.STANDARD_TITLES);
        assertThat(burst.group()).isEqualTo(burst.calls().get(1).organizer().displayName() + "/peerToPeer");
    }

    @Test
    void aReasonShowsNoMoreDigitsOfANumberThanTheNumberItself() {
        Event phone = new Event("e", EventType.CALL_MATCHED, Given.START, Given.TENANT, "r", Severity.INFO, "x", List.of(Given.phoneCall("p")),
                null, List.of(new Reason("call.organizer.phone.substring(10)", "3456"), new Reason("call.organizer.phone.size()", "11"),
                        new Reason("call.joinWebUrl", "https://teams.microsoft.com/x")), "e");
        assertThat(Privacy.MASKED.apply(phone, Given.STANDARD_TITLES).reasons()).extracting(Reason::value).containsExactly("***", "11", "***");
    }

    private Event masked(String group) {
        return Privacy.MASKED.apply(burst(group), Given.STANDARD_TITLES);
    }

    private Event burst(String group) {
        CallRecord bo = Given.call("call-2", new Organizer("user", "u-2", "Bo", Given.TENANT), null);
        return new Event("b", EventType.CALLS_MATCHED, call.startDateTime(), Given.TENANT, "short-call", Severity.INFO, "x",
                List.of(call, bo, Given.phoneCall("call-3")), group, List.of(), "b");
    }

    private static void showsNobody(Event event) {
        MailRenderer mails = new MailRenderer(List.of(), ZoneId.of("UTC"), "a@b.example");
        MailMessage mail = mails.render(Notice.of(event), null);
        StringBuilder all = new StringBuilder(mail.subject() + mail.text() + mail.html() + CsvLine.of(event));
        for (WebhookFormat format : WebhookFormat.values()) {
            all.append(Given.text(format.render(Notice.of(event), ZoneId.of("UTC"), "key")));
        }
        assertThat(all.toString()).doesNotContainIgnoringCase("abbie").doesNotContainIgnoringCase("wilkins")
                .doesNotContain("821809f5", "30123456", "30 123456", "contoso", "meetup-join", "Oid");
    }

    @Test
    void aPieceOfAPersonInAConditionIsHidden() {
        Event asked = asked("call.organizer.displayName.startsWith('Abbie W')");
        assertThat(Privacy.MASKED.apply(asked, Given.STANDARD_TITLES).reasons().get(0).part())
                .startsWith("call.organizer.displayName.startsWith('").doesNotContain("Abbie");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "call.organizer.phone in ['+4930123456', '+4989777888']|call.organizer.phone in ['+49***56', '+49***88']",
        "call.organizer.displayName in ['Bo', \"Bob Marley\", 'bob@contoso.com', '']|call.organizer.displayName in ['B.', \"B. M.\", 'b***@***', '']",
        "'Bob Marley' == call.organizer.displayName|'B. M.' == call.organizer.displayName",
        "call.organizer.displayName == '''Bob O'Marley'''|call.organizer.displayName == 'B. O. M.'",
        "call.organizer.displayName == '''Bob \\'''Marley'''|call.organizer.displayName == 'B. M.'",
        "call.joinWebUrl.contains('821809f6-77aa')|call.joinWebUrl.contains('***aa')",
        "call.organizer.id == 'user'|call.organizer.id == 'user'",
        "oneOf(call.organizer.phone, 'bad-numbers')|oneOf(call.organizer.phone, 'bad-numbers')",
        "firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))|firstFrom(call.organizer.phone, call.startDateTime, duration('720h'))",
        "country(call.organizer.phone) in ['DE', 'FR']|country(call.organizer.phone) in ['DE', 'FR']",
        "call.organizer.kind == 'phone'|call.organizer.kind == 'phone'", "call.type == 'peerToPeer'|call.type == 'peerToPeer'"})
    void aConditionShowsNobodyWhomItNames(String part, String shown) {
        Event event = asked(part);
        assertThat(Privacy.MASKED.apply(event, Given.STANDARD_TITLES).reasons().get(0).part()).isEqualTo(shown);
        assertThat(Privacy.pseudonym(new byte[16]).apply(event, Given.STANDARD_TITLES).reasons().get(0).part())
                .matches(part.equals(shown) ? Pattern.quote(part) : "[^+]*p-[0-9a-f]{16}[^+]*")
                .doesNotContainIgnoringCase("marley").doesNotContain("contoso", "821809");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"call . organizer . id.substring(3)|30123456|***56", "'call.organizer\n  .id.substring(3)'|30123456|***56",
        "[call.organizer].map(o, o.id.substring(3))|30123456|***56", "call.organizer.displayName.substring(8) + call.organizer.kind|lkinsuser|L.",
        "country(call.organizer.phone) + call.organizer.displayName.substring(8)|DElkins|D.", "country(call.organizer.phone)|DE|DE",
        "call.type|of Abbie Wilkins|of A. W."})
    void aValueOfAPersonIsHiddenHoweverTheConditionIsLaidOut(String part, String value, String masked) {
        Event event = new Event("e", EventType.CALL_MATCHED, Given.START, Given.TENANT, "r", Severity.INFO, "x",
                List.of(Given.phoneCall("p"), call), null, List.of(new Reason(part, value)), "e");
        assertThat(Privacy.MASKED.apply(event, Given.STANDARD_TITLES).reasons()).extracting(Reason::value).containsExactly(masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not there yet", "not evaluated", "''"})
    void noValueIsNobodys(String none) {
        Event event = new Event("e", EventType.CALL_MATCHED, Given.START, Given.TENANT, "r", Severity.INFO, "x",
                List.of(Given.call("c", new Organizer("user", "u", "Here Knott", null), null)), null,
                List.of(new Reason("call.organizer.phone", none), new Reason("call.type", none)), "e");
        assertThat(Privacy.MASKED.apply(event, Given.STANDARD_TITLES).reasons()).isEqualTo(event.reasons());
    }

    @Test
    void aKindOrTenantThatIsNoneIsHiddenInFieldsAndTitlesToo() {
        TitleTemplate title = TitleTemplate.compile("r", "${call.organizer.kind} ${call.organizer.tenantId}", ZoneId.of("UTC"));
        CallRecord strange = Given.call("c", new Organizer("+4930123456", "u", "Abbie Wilkins", "Abbie Wilkins"), null);
        Event event = new Event("e", EventType.CALLS_MATCHED, Given.START, Given.TENANT, "r", Severity.INFO, "x", List.of(strange),
                "Abbie Wilkins", List.of(), "e");
        Event masked = Privacy.MASKED.apply(event, new Titles(Map.of("r", title)));
        assertThat(masked.title()).isEqualTo("+49***56 A. W.");
        assertThat(masked.group()).isEqualTo("A. W.");
        showsNobody(masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Bo'", "'''Bo'''"})
    void aPersonInAConditionHasTheirPseudonym(String name) {
        Event hidden = Privacy.pseudonym(new byte[16]).apply(asked("call.organizer.displayName == " + name), Given.STANDARD_TITLES);
        assertThat(hidden.reasons().get(0).part())
                .isEqualTo("call.organizer.displayName == '" + hidden.calls().get(1).organizer().displayName() + "'");
    }

    private Event asked(String part) {
        Event event = burst("any");
        return new Event(event.id(), event.type(), event.timestamp(), event.tenantId(), event.rule(), event.severity(), event.title(),
                event.calls(), event.group(), List.of(new Reason(part, "true")), event.firstId());
    }
}

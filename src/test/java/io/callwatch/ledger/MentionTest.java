package io.callwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionTest {
    private static final String RECORD = """
            {"id":"c0000001-aaaa-4444-8888-000000000001","version":12345678,"type":"peerToPeer","modalities":["audio","screenSharing"],
             "startDateTime":"2026-11-27T06:01:00Z",
             "joinWebUrl":"https://teams.microsoft.com/l/meetup-join/0?context=%7b%22Oid%22%3a%22821809f5-1111-2222-3333-3b5136c0e777%22%7d",
             "organizer_v2@odata.context":"https://graph/$metadata",
             "organizer_v2":{"id":"person_1%","identity":{"endpointType":"default","user":{"@odata.type":"#microsoft.graph.user","id":"u-1",
               "displayName":"Abbie W\\u0069lkins","tenantId":"dc368399-474c-4d40-900c-6265431fd81f",
               "userPrincipalName":"jim.bob@contoso.com"}}},
             "tomorrow":{"type":"Eve Adams","abbie.wilkins@contoso.com":true,"number":4930123456,"note":"call Ödön von Horváth, tel. 110",
               "languageId":"cccccccc-0000-0000-0000-000000000000",
               "list":["tel:+49 (89) 777-888","Bo","8:acs:aaaaaaaa-0000-0000-0000-000000000000_bbbbbbbb-0000-0000-0000-000000000000"]}}""";

    @ParameterizedTest
    @ValueSource(strings = {"821809f5-1111-2222-3333-3b5136c0e777", "821809F5-1111-2222-3333-3B5136C0E777", "person_1%", "u-1",
        "Abbie Wilkins", "jim.bob@contoso.com", "Eve Adams", "abbie.wilkins@contoso.com", "+4930123456", "4930123456", "+49 30 123456",
        "+4989777888", "bo", "Ödön von Horváth", "ÖDÖN VON HORVÁTH", "bbbbbbbb-0000-0000-0000-000000000000",
        "cccccccc-0000-0000-0000-000000000000"})
    void findsAWholePersonWhereverTheyStand(String person) {
        assertThat(new Mention(person).isInRecord(RECORD)).isTrue();
        assertThat(new Mention(person).isInRecord("[{\"id\":\"c\"}," + RECORD + "]")).as("among others").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0000001-aaaa-4444-8888-000000000001", "1", "12345678", "peerToPeer", "audio", "screenSharing", "2026",
        "2026-11-27", "2026-11-27T06:01:00Z", "4444", "821809f5", "821809f5-1111", "3b5136c0e777", "0", "default", "user", "id", "Oid",
        "displayName", "dc368399-474c-4d40-900c-6265431fd81f", "contoso.com", "bob@contoso.com", "jim.bob@contoso.co", "Abbie", "true",
        "110", "30123456", "493012345", "Abbie Wilkin", "Ödön von"})
    void findsNobodyByAPieceOrByWhatIsAboutTheCall(String other) {
        assertThat(new Mention(other).isInRecord(RECORD)).isFalse();
        assertThat(new Mention(other).isInRecord("[{\"id\":\"c\"}," + RECORD + "]")).as("among others").isFalse();
    }

    @Test
    void looksThroughAWordOfAnyLength() {
        String record = "{\"user\":{\"languageId\":\"de" + "-abcd".repeat(20_000) + "\",\"displayName\":\"Abbie Wilkins\"}}";
        assertThat(new Mention("Abbie Wilkins").isInRecord(record)).isTrue();
    }

    @Test
    void findsAPersonAlsoInWhatIsNoJson() {
        assertThat(new Mention("Abbie Wilkins").isInRecord("{\"user\":Abbie Wilkins")).isTrue();
        assertThat(new Mention("Eve Adams").isInRecord("{\"user\":Abbie Wilkins")).isFalse();
    }

    @Test
    void knowsAPersonInTheGroupOfABurst() {
        assertThat(new Mention("+4930123456").isIn("+49 30 123456")).isTrue();
        assertThat(new Mention("110").isIn("110")).isTrue();
        assertThat(new Mention("Abbie Wilkins").isIn("abbie wilkins/groupCall")).isTrue();
        assertThat(new Mention("110").isIn("1100")).isFalse();
        assertThat(new Mention("+4930123456").isIn("c49-30123456")).as("digits of something else").isFalse();
    }
}

package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.callwatch.cli.LogToStderr;
import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.ScriptedSmtp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail servers say: over real SMTP. */
class MailFaultsTest extends AtAWorkplace {
    private ScriptedSmtp smtp;

    @BeforeEach
    void open() throws Exception {
        at.onlyShortCalls("archive,ops-mail");
        smtp = new ScriptedSmtp();
        at.destination("ops-mail", Map.of("port", Integer.toString(smtp.port()),
                "to", "a@example.com,b@example.com,c@example.com", "timeout", "10m"));
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @AfterEach
    void close() {
        smtp.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 come back later", "554 go away"})
    void aServerThatTurnsItAwayIsAskedAgain(String greeting) throws Exception {
        smtp.greeting(greeting);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.archive()).hasSize(1);
        assertSaidByBoth("the mail server turned the connection away (" + greeting.substring(0, 3) + ")");
        smtp.greeting("220 ready");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(smtp.taken()).singleElement().satisfies(mail -> assertThat(mail.recipients()).hasSize(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | the mail server closed the connection without a greeting",
        "HTTP/1.1 400 Bad Request | what answers there is no mail server"})
    void whatGreetsLikeNoMailServerIsSaidToDoSo(String greeting, String said) throws Exception {
        smtp.greeting(greeting);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertSaidByBoth(said + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | the mail server closed the connection",
        "451 4.3.2 too busy for mail.example.com | the mail server refused to go on (451)",
        "HTTP/1.1 400 Bad Request | the mail server answered something that is neither a yes nor a no"})
    void aServerThatGoesNoFurtherThanItsGreetingIsSaidToDoSo(String answer, String said) throws Exception {
        smtp.refusing("EHLO", answer);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertSaidByBoth(said + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "b@example.com", "."})
    void whatIsNoAnswerIsNotCalledAClosedConnection(String command) throws Exception {
        smtp.refusing(command, "354 go on");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("the mail server answered something that is neither a yes nor a no\n");
    }

    @Test
    void withoutStarttlsNothingIsSentThatAsksForIt() throws Exception {
        at.destination("ops-mail", Map.of("tls", "starttls"));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(smtp.taken()).isEmpty();
        assertSaidByBoth("the mail server does not offer STARTTLS, which tls=starttls asks for\n");
    }

    @Test
    void aLoginIsShownWhereItIsAskedForAndItsRefusalSaid() throws Exception {
        smtp.login("callwatch", "sm7p-secret");
        at.destination("ops-mail", Map.of("username", "callwatch", "password", "wrong"));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(smtp.logins()).as("so many refused ones lock the account").isEqualTo(1);
        assertThat(at.output("check", "--online")).contains("the mail server refused the login\n");
        assertThat(at.output("deliveries")).contains("refused the login; a password that was changed is read at the next start\n");
        at.destination("ops-mail", Map.of("password", "sm7p-secret"));
        assertThat(at.run("check", "--online")).isZero();
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(smtp.taken()).hasSize(1);
    }

    /** As where it cannot ask whoever knows the passwords, or was shown too many. */
    @ParameterizedTest
    @CsvSource({"454 4.7.0 try again later, the mail server refused to go on (454)", "'', the mail server closed the connection",
        "250 ok, the mail server answered something that is neither a yes nor a no"})
    void aLoginThatIsNotLookedAtIsNotCalledARefusedOne(String answer, String said) throws Exception {
        smtp.login("callwatch", "sm7p-secret").refusing("AUTH", answer);
        at.destination("ops-mail", Map.of("username", "callwatch", "password", "wrong"));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertSaidByBoth(said + "\n");
    }

    @Test
    void waysToLogInThatAreNotKnownHereAreNoRefusal() throws Exception {
        at.destination("ops-mail", Map.of("username", "callwatch", "password", "sm7p-secret"));
        assertThat(at.output("check", "--online")).contains("the mail server offers no login, which a username asks for\n");
        smtp.refusing("EHLO", "250-scripted\r\n250 AUTH GSSAPI");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertSaidByBoth("the mail server offers no way to log in that is known here\n");
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 550 5.7.60 callwatch@example.com may not send, 550 at MAIL FROM", "MAIL, 530 5.7.1 login first, 530 at MAIL FROM",
        "DATA, 554 5.5.1 no valid recipients, 554 at DATA", "., 554 5.7.1 spam of callwatch@example.com, 554 after DATA"})
    void whatTheServerAnswersIsSaidByItsCodeAlone(String command, String line, String said) throws Exception {
        smtp.refusing(command, line);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("the mail server did not take it (" + said + ")\n").doesNotContain("5.7", "@");
        assertThat(at.output("notify-test", "ops-mail")).contains("(" + said + ")");
    }

    @Test
    void aGreylistedMailIsSaidSo() throws Exception {
        List.of("a", "b", "c").forEach(name -> smtp.refusing(name + "@example.com", "451 4.7.1 greylisted"));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("the mail server did not take it (451 at RCPT TO)\n");
    }

    @Test
    void aRecipientWithAFullBoxIsTriedAgainAloneAndTheOthersGetNoSecondCopy() throws Exception {
        smtp.refusing("b@example.com", "452 box full");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(smtp.taken()).extracting(ScriptedSmtp.Taken::recipients).containsExactly(List.of("a@example.com", "c@example.com"));
        assertThat(at.output("deliveries")).contains("the mail server did not take it (452 at RCPT TO); waiting for it: b@example.com\n");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).as("also when it was the only one left").contains("waiting for it: b@example.com\n");
        smtp.refusing("b@example.com", "250 ok");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(smtp.taken()).extracting(ScriptedSmtp.Taken::recipients)
                .containsExactly(List.of("a@example.com", "c@example.com"), List.of("b@example.com"));
    }

    @Test
    void aRecipientThatIsRefusedForGoodStopsNobodyElsesMail() throws Exception {
        smtp.refusing("b@example.com", "550 no such user");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(smtp.taken()).extracting(ScriptedSmtp.Taken::recipients).containsExactly(List.of("a@example.com", "c@example.com"));
        assertThat(at.run("deliveries", "--state", "dead")).as("it is final, and shown").isEqualTo(1);
        assertThat(at.output("deliveries"))
                .contains("the mail server did not take it (550 at RCPT TO); refused for good: b@example.com\n");
        at.runOnceAt(NOON);
        assertThat(smtp.taken()).as("nobody gets it twice").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"521 no mail here", "530 log in first", "560 not now"})
    void whatIsNo55xIsTriedAgain(String refusal) throws Exception {
        smtp.refusing("b@example.com", refusal);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        smtp.refusing("b@example.com", "250 ok");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(smtp.taken()).extracting(ScriptedSmtp.Taken::recipients)
                .containsExactly(List.of("a@example.com", "c@example.com"), List.of("b@example.com"));
    }

    @Test
    void aRecipientThatIsRefusedForGoodIsShownAlsoWhenAnotherOneTookItLater() throws Exception {
        smtp.refusing("a@example.com", "550 no such user");
        smtp.refusing("b@example.com", "450 later");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        smtp.refusing("a@example.com", "250 ok");
        smtp.refusing("b@example.com", "250 ok");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("dead", "refused for good: a@example.com");
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(smtp.taken()).extracting(ScriptedSmtp.Taken::recipients)
                .containsExactly(List.of("c@example.com"), List.of("b@example.com"), List.of("a@example.com"));
    }

    @Test
    void aMailThatSomeHaveRefusedForGoodCountsForTheHourlyLimit() throws Exception {
        at.destination("ops-mail", Map.of("max-per-hour", "2"));
        smtp.refusing("a@example.com", "550 no such user");
        for (int i = 0; i < 5; i++) {
            at.tenant.publish(CallJson.call().start(NOON.minusSeconds(700 + i)).lasting(Duration.ofSeconds(2)));
        }
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.runOnceAt(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(smtp.taken()).hasSize(2);
    }

    @Test
    void aBoxThatStaysFullKeepsNothingFromTheOthers() throws Exception {
        at.destination("ops-mail", Map.of("max-per-hour", "2"));
        smtp.refusing("b@example.com", "452 box full");
        for (int hour = 0; hour < 6; hour++) {
            at.tenant.publish(CallJson.call().start(NOON.plusSeconds(3_600L * hour - 700)).lasting(Duration.ofSeconds(2)));
            at.runOnceAt(NOON.plusSeconds(3_700L * hour));
        }
        assertThat(smtp.taken().stream().filter(mail -> mail.recipients().contains("a@example.com"))).as("two at once, and one each hour").hasSize(7);
    }

    @Test
    void aDropBeforeTheAnswerRepeatsTheMailUnderTheSameId() throws Exception {
        smtp.dropAfterData(true);
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("the mail server closed the connection without an answer\n");
        smtp.dropAfterData(false);
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(smtp.taken()).hasSize(2).extracting(mail -> mail.text().lines()
                .filter(line -> line.startsWith("Message-ID:")).findFirst().orElseThrow()).containsOnly(
                smtp.taken().get(0).text().lines().filter(line -> line.startsWith("Message-ID:")).findFirst().orElseThrow());
    }

    /** A stop meanwhile would have it sent twice, and each of many mails would take as long as that lasts. */
    @Test
    void whatTheServerHasTakenDoesNotWaitForItsFarewell() throws Exception {
        smtp.drippingAt("QUIT");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(smtp.taken()).hasSize(1);
        assertThat(smtp.wasHeardOut()).isFalse();
    }

    @Test
    void aConnectionThatIsLostIsSaidByTheDeliveryAlone() {
        LoggerContext log = new LoggerContext();
        try {
            new LogToStderr().configure(log);
            assertThat(log.getLogger(DefaultJavaMailSender.class).isWarnEnabled()).as("a stack trace for each attempt").isFalse();
        } finally {
            log.stop();
        }
    }

    /** Who asks before a delivery hears the same as who asks why it failed. */
    private void assertSaidByBoth(String reason) throws Exception {
        assertThat(at.output("deliveries")).contains(reason);
        assertThat(at.output("check", "--online")).contains(reason);
    }
}

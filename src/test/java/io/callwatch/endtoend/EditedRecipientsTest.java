package io.callwatch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.callwatch.sandbox.CallJson;
import io.callwatch.sandbox.ScriptedSmtp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mail that some have, and whose others are taken out of the configuration. */
class EditedRecipientsTest extends AtAWorkplace {
    private ScriptedSmtp smtp;

    @BeforeEach
    void open() throws Exception {
        at.onlyShortCalls("archive,ops-mail");
        smtp = new ScriptedSmtp();
        at.destination("ops-mail", Map.of("port", Integer.toString(smtp.port()), "to", "a@example.com,b@example.com"));
        at.tenant.publish(CallJson.call().start(NOON.minusSeconds(600)).lasting(Duration.ofSeconds(2)));
    }

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void isDeliveredOnceWhoeverIsLeftHasIt() throws Exception {
        smtp.refusing("b@example.com", "452 box full");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.destination("ops-mail", Map.of("to", "a@example.com"));
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(at.output("deliveries", "--state", "delivered")).contains("ops-mail");
        assertThat(smtp.taken()).hasSize(1);
    }

    @Test
    void isNotMissedByWhoWasRefusedForGood() throws Exception {
        smtp.refusing("b@example.com", "550 no such user");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.destination("ops-mail", Map.of("to", "a@example.com"));
        assertThat(at.run("deliveries", "retry", "--all")).isZero();
        assertThat(at.output("deliveries", "--state", "delivered")).contains("ops-mail");
        assertThat(smtp.taken()).hasSize(1);
    }

    @Test
    void goesToTheOthersAndIsNotDeadForWhoIsNoLongerConfigured() throws Exception {
        smtp.refusing("a@example.com", "450 later");
        smtp.refusing("b@example.com", "550 no such user");
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        at.destination("ops-mail", Map.of("to", "a@example.com,c@example.com"));
        assertThat(at.runOnceAt(NOON)).isEqualTo(1);
        assertThat(at.output("deliveries")).contains("(450 at RCPT TO); waiting for it: a@example.com\n").doesNotContain("for good");
        smtp.refusing("a@example.com", "250 ok");
        assertThat(at.runOnceAt(NOON)).isZero();
        assertThat(smtp.taken()).extracting(ScriptedSmtp.Taken::recipients)
                .containsExactly(List.of("c@example.com"), List.of("a@example.com"));
    }
}

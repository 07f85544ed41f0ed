package io.callwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import io.callwatch.callrecord.CallRecord;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A shortcut says what CEL says, of whatever condition and record; and where it has no answer, CEL's is taken. */
class ShortcutTest {
    private static final RuleLanguage LANGUAGE = new RuleLanguage(RuleContext.builder().homeTenantId(Records.HOME)
            .internalNumbers(List.of("+4930901")).timeZone(ZoneOffset.UTC).businessHours(BusinessHours.parse("Mon-Fri 08:00-18:00"))
            .list("bad", () -> Set.of("+4930123456")).build());
    private static final List<String> TESTS = List.of("call.duration < duration('5s')", "call.duration >= duration('0s')",
            "call.duration == duration('90m')", "call.organizer.kind == 'phone'", "call.organizer.kind != 'user'",
            "call.organizer.kind == 'unknown'", "call.organizer.external", "call.organizer.external == true", "call.type == 'groupCall'",
            "call.type in ['groupCall', 'unknown']", "'video' in call.modalities", "call.organizer.phone == ''",
            "call.organizer.displayName == 'Anna'", "call.organizer.tenantId == call.organizer.id", "call.joinWebUrl == ''",
            "call.version > 1", "call.version <= 2", "call.lastModifiedDateTime - call.endDateTime > duration('150m')",
            "call.startDateTime < call.endDateTime", "businessHours(call.startDateTime)", "weekday(call.startDateTime) == 'Sun'",
            "country(call.organizer.phone) == 'DE'", "numberType(call.organizer.phone) == 'fixed-line'",
            "oneOf(call.organizer.phone, 'bad')", "country(call.organizer.id) != country(call.organizer.phone)");

    @Property(tries = 400)
    void saysWhatCelSays(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        String condition = condition(random, 3);
        Expression expression = LANGUAGE.condition(condition, new ArrayList<>());
        assertThat(expression.shortcut()).as(condition).isNotNull();
        CompiledCondition quick = new CompiledCondition("rule", expression, LANGUAGE.context());
        for (int i = 0; i < 30; i++) {
            CallRecord record = record(random);
            Verdict verdict;
            try {
                verdict = quick.judge(record);
            } catch (RuleFailure e) {
                assertThat(byCel(expression, record)).as("%s of %s fails for CEL too", condition, record).isNull();
                continue;
            }
            Verdict byCel = byCel(expression, record);
            assertThat(verdict.outcome()).as("%s of %s", condition, record).isEqualTo(byCel == null ? Outcome.UNDECIDED : byCel.outcome());
            assertThat(verdict.hangsOn()).as("%s of %s", condition, record).isEqualTo(byCel == null ? verdict.hangsOn() : byCel.hangsOn());
        }
    }

    @Test
    void takesOnlyWhatCannotGoWrong() {
        for (String other : List.of("call.version / (call.version - 1) == 2", "call.organizer.displayName < 'a'",
                "has(call.organizer.displayName)", "call.startDateTime.getHours('Europe/Berlin') == 3",
                "call.organizer.phone.startsWith('+49')", "call.modalities.exists(m, m == 'video')")) {
            assertThat(LANGUAGE.condition(other, new ArrayList<>()).shortcut()).as(other).isNull();
        }
    }

    @Test
    void leavesAFunctionThatFailsToCel() throws Exception {
        Expression expression = LANGUAGE.condition("oneOf(call.organizer.phone, call.type)", new ArrayList<>());
        CompiledCondition condition = new CompiledCondition("rule", expression, LANGUAGE.context());
        assertThat(catchThrowable(() -> condition.judge(Records.phoneCall().record())))
                .isInstanceOf(RuleFailure.class);
    }

    /** Null where CEL fails: of a span of thousands of years, and of {@code !} before an unknown out of {@code &&} or {@code ||}. */
    private static Verdict byCel(Expression expression, CallRecord record) {
        Object value;
        try {
            value = expression.evaluate(new CallView(record, LANGUAGE.context()));
        } catch (CelEvaluationException e) {
            return null;
        }
        return value instanceof CelUnknownSet unknown ? Verdict.undecided(CompiledCondition.hangsOn(unknown))
                : Boolean.TRUE.equals(value) ? Verdict.MATCH : Verdict.NO_MATCH;
    }

    private static String condition(Random random, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> "(" + condition(random, depth - 1) + " && " + condition(random, depth - 1) + ")";
            case 2 -> "(" + condition(random, depth - 1) + " || " + condition(random, depth - 1) + ")";
            case 3 -> "!(" + condition(random, depth - 1) + ")";
            default -> TESTS.get(random.nextInt(TESTS.size()));
        };
    }

    private static CallRecord record(Random random) {
        Records call = Records.phoneCall().version(1 + random.nextInt(3)).type(pick(random, "groupCall", "peerToPeer", "unknown", null))
                .phone(pick(random, "+4930123456", "+4930901234", "tel:+49 30 901-5", "anonymous", ""))
                .joinWebUrl(pick(random, null, "https://teams.microsoft.com/l/meetup-join/1"));
        if (random.nextInt(3) > 0) {
            call = call.organizer(pick(random, "user", "guest", "unknown", "application"), pick(random, "u1", null, Records.HOME),
                    pick(random, "Anna", null, ""), pick(random, Records.HOME, Records.HOME.toUpperCase(Locale.ROOT), "other", null));
        }
        call = random.nextInt(6) == 0 ? call.organizer(null) : call;
        call = random.nextInt(4) == 0 ? call.over() : random.nextInt(2) == 0 ? call.over("audio", "video") : call.over("unknown");
        call = call.start(pick(random, "2026-11-20T14:03:36Z", "0001-01-01T00:00:00Z", null, "2026-11-22T03:00:00Z"));
        return call.end(pick(random, "2026-11-20T14:03:38Z", null, "9999-12-31T23:59:59Z", "2026-11-22T04:30:00Z"))
                .lastModified(pick(random, "2026-11-23T00:00:00Z", null)).record();
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}

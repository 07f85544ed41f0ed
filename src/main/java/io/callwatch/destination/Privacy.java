package io.callwatch.destination;

import io.callwatch.alert.Event;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.rule.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * How much of a person a destination shows. In goes an event as it is, out comes the one to render.
 *
 * <p>{@code full}: all of it. {@code masked}: a number's country and last two digits, a name's initials. {@code pseudonym}: a
 * keyed hash, the same for the same value as long as the key is; without the key nobody can try names against it. Title,
 * group and reasons are hidden along. Immutable; prints without the key.
 */
public final class Privacy {
    public static final Privacy FULL = new Privacy("full", null);
    public static final Privacy MASKED = new Privacy("masked", Mask::of);

    private static final int SHORTEST_KEY = 16;
    private static final int HASH_BYTES = 8;
    private static final Pattern NAMES_A_PERSON =
            Pattern.compile("displayName|organizer(?!\\s*\\.\\s*(kind|external|tenantId))|phone|joinWebUrl|userPrincipalName");
    private static final Pattern KIND_OF_A_NUMBER = Pattern.compile("(country|numberType)\\([^()]*\\)");
    private static final Pattern ABOUT_A_KIND = Pattern.compile(KIND_OF_A_NUMBER + "|[\\w\\s.]*\\.\\s*(kind|external|tenantId)");
    /**
     * A text, with the name of the function before it where it is a list's name or a time. Without giving back what it has taken:
     * else it went a step deeper with each letter, and long ones too deep.
     */
    private static final Pattern LITERAL = Pattern.compile("(oneOf\\([\\w.()]*,\\s*|(?:duration|timestamp)\\(\\s*)?"
            + "((?s:'''[^'\\\\]*+(?:(?:\\\\.|'(?!''))[^'\\\\]*+)*+'''|"
            + "\"\"\"[^\"\\\\]*+(?:(?:\\\\.|\"(?!\"\"))[^\"\\\\]*+)*+\"\"\")|"
            + "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")");
    private static final Pattern TRUTH_OR_SMALL_NUMBER = Pattern.compile("true|false|-?[0-9]{1,4}");

    private final String word;
    private final BinaryOperator<String> cover;

    private Privacy(String word, BinaryOperator<String> cover) {
        this.word = word;
        this.cover = cover;
    }

    /** Refuses a key under 16 bytes. */
    public static Privacy pseudonym(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a pseudonym's key has at least " + SHORTEST_KEY + " bytes, this one has " + key.length);
        }
        SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256");
        return new Privacy("pseudonym", (name, value) -> "p-" + HexFormat.of().formatHex(
                SigningSecrets.hmac(secret, value.getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES));
    }

    /** @param titles by which the title is made anew, from the event whose persons are hidden */
    public Event apply(Event event, Titles titles) {
        if (cover == null || event.calls().isEmpty()) {
            return event;
        }
        Veil veil = new Veil(cover);
        List<CallRecord> calls = event.calls().stream().map(call -> VeiledRecord.of(call, veil)).toList();
        List<Reason> reasons = event.reasons().stream().map(reason -> reason(reason, veil)).toList();
        Event veiled = new Event(event.id(), event.type(), event.timestamp(), event.tenantId(), event.rule(), event.severity(), "",
                calls, veil.made(event.group()), reasons, event.firstId());
        return veiled.withTitle(titles.of(veiled));
    }

    private static Reason reason(Reason reason, Veil veil) {
        return new Reason(part(reason.part(), veil), value(reason, veil));
    }

    /** What a condition compares a person with is a person, of this call or not. Elsewhere it may be a piece of one. */
    private static String part(String condition, Veil veil) {
        String fields = KIND_OF_A_NUMBER.matcher(LITERAL.matcher(condition).replaceAll("")).replaceAll("");
        boolean person = NAMES_A_PERSON.matcher(fields).find();
        return LITERAL.matcher(condition).replaceAll(found -> {
            String text = found.group(2);
            String quote = text.substring(0, 1);
            int quotes = text.startsWith(quote.repeat(3)) ? 3 : 1;
            String covered = found.group(1) != null || !person ? veil.made(veil.within(text))
                    : quote + veil.alike(text.substring(quotes, text.length() - quotes)) + quote;
            return Matcher.quoteReplacement(Objects.toString(found.group(1), "") + covered);
        });
    }

    private static String value(Reason reason, Veil veil) {
        if (reason.isWithoutValue()) {
            return reason.value();
        }
        if (!NAMES_A_PERSON.matcher(reason.part()).find()) {
            return veil.within(reason.value());
        }
        boolean harmless = ABOUT_A_KIND.matcher(reason.part()).matches() || TRUTH_OR_SMALL_NUMBER.matcher(reason.value()).matches();
        return harmless ? veil.made(reason.value()) : veil.over("name", reason.value());
    }

    @Override
    public String toString() {
        return word;
    }
}

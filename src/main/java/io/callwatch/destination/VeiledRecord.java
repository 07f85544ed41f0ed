package io.callwatch.destination;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Impersonal;
import io.callwatch.callrecord.Organizer;
import io.callwatch.callrecord.RawJson;
import io.callwatch.text.OneLine;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A call record with its persons hidden, in its fields and in its raw JSON.
 *
 * <p>In the raw JSON what is known to be about the call alone stays; of everything else, fields unknown today included, every
 * text is hidden but times and those that name a kind or a tenant, every number that may be a telephone's, and every key that is
 * no plain word. Links go, since they hold their maker's id. Smaller numbers and truths stay.
 */
final class VeiledRecord {
    private static final Set<String> ABOUT_THE_CALL = Set.of(
            "id", "version", "type", "modalities", "startDateTime", "endDateTime", "lastModifiedDateTime");
    private static final int FEWEST_DIGITS = 7;

    private VeiledRecord() {
    }

    static CallRecord of(CallRecord call, Veil veil) {
        Organizer o = call.organizer();
        veil.over("joinWebUrl", call.joinWebUrl());
        Organizer veiled = o == null
                ? null
                : new Organizer(Impersonal.isKey(o.kind()) ? o.kind() : veil.over("kind", o.kind()), veil.over("id", o.id()),
                        veil.over("displayName", o.displayName()), tenant(o.tenantId(), veil));
        Stream.of(call.id(), call.type()).forEach(veil::show);
        call.modalities().forEach(veil::show);
        if (o != null) {
            Stream.of(veiled.kind(), veiled.tenantId(), Wording.region(o.id()).orElse(null)).forEach(veil::show);
        }
        return new CallRecord(call.id(), call.version(), call.type(), call.modalities(), call.startDateTime(), call.endDateTime(),
                call.lastModifiedDateTime(), null, veiled, RawJson.of(raw(call, veil)));
    }

    private static String tenant(String tenantId, Veil veil) {
        return tenantId == null || Impersonal.isText("tenantId", tenantId) ? tenantId : veil.over("tenantId", tenantId);
    }

    private static String raw(CallRecord call, Veil veil) {
        return Json.text(out -> {
            try (JsonParser in = Json.FACTORY.createParser(call.raw().text())) {
                walk(in, out, veil);
            } catch (JacksonException e) {
                throw new IllegalArgumentException("the raw text of call " + OneLine.of(call.id(), 100) + " is not one JSON value");
            }
        });
    }

    private static void walk(JsonParser in, JsonGenerator out, Veil veil) throws IOException {
        int depth = 0;
        String key = "";
        boolean call = false;
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.FIELD_NAME) {
                key = in.currentName();
                call = depth == 1 ? ABOUT_THE_CALL.contains(key) : call;
            }
            if (call || !mayName(token, key, in)) {
                Json.copy(token, in, out);
            } else if (token == JsonToken.FIELD_NAME) {
                out.writeFieldName(Json.whole(veil.over(key, key)));
            } else {
                write(out, key, in.getText(), veil);
            }
        }
    }

    private static boolean mayName(JsonToken token, String key, JsonParser in) throws IOException {
        return switch (token) {
            case FIELD_NAME -> !Impersonal.isKey(key);
            case VALUE_STRING -> !Impersonal.isText(key, in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getText().chars().filter(Character::isDigit).count() >= FEWEST_DIGITS;
            default -> false;
        };
    }

    private static void write(JsonGenerator out, String key, String text, Veil veil) throws IOException {
        boolean link = key.endsWith("Url") || key.contains("@odata.") || text.contains("://");
        String covered = veil.over(key, text);
        if (link) {
            out.writeNull();
        } else {
            out.writeString(Json.whole(covered));
        }
    }
}

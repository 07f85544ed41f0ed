package io.callwatch.rule;

import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/** Ten rules of the catalogue, the records to judge, and the same rules as somebody would write them in Java. */
final class TenRules {
    static final List<String> CONDITIONS = List.of(
            "call.duration < duration('5s')",
            "call.organizer.kind == 'phone' && call.organizer.external",
            "call.type == 'peerToPeer' && call.duration > duration('0s') && call.duration < duration('15s')",
            "call.organizer.kind == 'user' && call.organizer.external",
            "call.organizer.kind == 'guest'",
            "call.version == 1 && call.lastModifiedDateTime - call.endDateTime > duration('150m')",
            "call.organizer.kind == 'phone'",
            "call.duration > duration('8h')",
            "call.organizer.kind == 'phone' && call.organizer.external && !businessHours(call.startDateTime)",
            "call.type == 'groupCall' && call.duration <= duration('0s')");

    private static final BusinessHours HOURS = BusinessHours.parse("Mon-Fri 08:00-18:00");

    private static final Holidays FREE = context().holidays();
    private static final InternalNumbers OWN = context().internalNumbers();

    private TenRules() {
    }

    static RuleContext context() {
        return RuleContext.builder().homeTenantId(Records.HOME).internalNumbers(List.of("+1425555", "+4930901"))
                .timeZone(ZoneOffset.UTC).businessHours(HOURS).build();
    }

    static RuleSet compiled(List<String> conditions) {
        List<RuleText> texts = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            texts.add(new RuleText("rule-" + i, conditions.get(i), Severity.WARNING, List.of("archive"), null, null, null));
        }
        return RuleCompiler.compile(texts, context(), (key, value, expected) -> {
            throw new IllegalStateException(key + ": " + expected);
        });
    }

    /** As a tenant has them: most by users, some from telephones, a guest, and one that is not filled in yet. */
    static List<CallRecord> page() {
        Random random = new Random(1);
        List<CallRecord> page = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Records call = Records.phoneCall().id("0d4f6d8a-2c0e-4f7e-9a66-" + (100_000_000_000L + i))
                    .at("2026-11-20T" + (10 + random.nextInt(13)) + ":03:36Z").lasting(Duration.ofMillis(random.nextInt(3_600_000)));
            call = i % 3 == 0 ? call.phone("+49301234" + (100 + i)) : i % 20 == 1 ? call.organizer("guest", "g" + i, "A guest", null)
                    : call.organizer("user", "u" + i, "Somebody", Records.HOME).type(i % 2 == 0 ? "groupCall" : "peerToPeer");
            page.add((i == 59 ? call.organizer(null) : call).record());
        }
        return page;
    }

    /** The ten as ten predicates, each for itself: true, false, or null for "not known yet". */
    static final List<Function<CallRecord, Boolean>> PREDICATES = List.of(
            call -> lasts(call, length -> length.compareTo(Duration.ofSeconds(5)) < 0),
            TenRules::isOutsider,
            call -> and(isOf(call, "peerToPeer"), lasts(call, length -> length.compareTo(Duration.ZERO) > 0
                    && length.compareTo(Duration.ofSeconds(15)) < 0)),
            call -> and(isBy(call, "user"), external(call.organizer(), kind(call))),
            call -> isBy(call, "guest"),
            call -> and(call.version() == 1, call.lastModifiedDateTime() == null || call.endDateTime() == null ? null
                    : Duration.between(call.endDateTime(), call.lastModifiedDateTime()).compareTo(Duration.ofMinutes(150)) > 0),
            call -> isBy(call, "phone"),
            call -> lasts(call, length -> length.compareTo(Duration.ofHours(8)) > 0),
            call -> and(isOutsider(call), call.startDateTime() == null ? null
                    : Boolean.FALSE.equals(isBy(call, "phone")) || !isOpen(call.startDateTime())),
            call -> and(isOf(call, "groupCall"), lasts(call, length -> length.compareTo(Duration.ZERO) <= 0)));

    static int eachByHand(CallRecord call) {
        int told = 0;
        for (Function<CallRecord, Boolean> predicate : PREDICATES) {
            told = count(told, predicate.apply(call));
        }
        return told;
    }

    private static Boolean isOutsider(CallRecord call) {
        return and(isBy(call, "phone"), external(call.organizer(), kind(call)));
    }

    private static String kind(CallRecord call) {
        return call.organizer() == null || call.organizer().kind().equals("unknown") ? null : call.organizer().kind();
    }

    private static Boolean isBy(CallRecord call, String kind) {
        String is = kind(call);
        return is == null ? null : is.equals(kind);
    }

    private static Boolean isOf(CallRecord call, String type) {
        return call.type() == null || call.type().equals("unknown") ? null : call.type().equals(type);
    }

    private static Boolean lasts(CallRecord call, Predicate<Duration> wanted) {
        return call.startDateTime() == null || call.endDateTime() == null ? null
                : wanted.test(Duration.between(call.startDateTime(), call.endDateTime()));
    }

    /** The same in one piece, what rules have in common worked out once; told as the number of each. */
    static int byHand(CallRecord call) {
        Organizer organizer = call.organizer();
        Duration duration = call.startDateTime() == null || call.endDateTime() == null ? null
                : Duration.between(call.startDateTime(), call.endDateTime());
        String kind = organizer == null || organizer.kind().equals("unknown") ? null : organizer.kind();
        Boolean external = external(organizer, kind);
        Boolean phone = kind == null ? null : kind.equals("phone");
        Boolean outsider = and(phone, external);
        String type = call.type() == null || call.type().equals("unknown") ? null : call.type();
        int told = 0;
        told = count(told, duration == null ? null : duration.compareTo(Duration.ofSeconds(5)) < 0);
        told = count(told, outsider);
        told = count(told, and(type == null ? null : type.equals("peerToPeer"), duration == null ? null
                : duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(Duration.ofSeconds(15)) < 0));
        told = count(told, and(kind == null ? null : kind.equals("user"), external));
        told = count(told, kind == null ? null : kind.equals("guest"));
        told = count(told, and(call.version() == 1, call.lastModifiedDateTime() == null || call.endDateTime() == null ? null
                : Duration.between(call.endDateTime(), call.lastModifiedDateTime()).compareTo(Duration.ofMinutes(150)) > 0));
        told = count(told, phone);
        told = count(told, duration == null ? null : duration.compareTo(Duration.ofHours(8)) > 0);
        told = count(told, and(outsider, Boolean.FALSE.equals(outsider) || !isOpen(call.startDateTime())));
        return count(told, and(type == null ? null : type.equals("groupCall"), duration == null ? null
                : duration.compareTo(Duration.ZERO) <= 0));
    }

    private static Boolean external(Organizer organizer, String kind) {
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "guest" -> true;
            case "phone" -> organizer.id() == null || organizer.id().isBlank() ? null : !OWN.contains(organizer.id());
            default -> organizer.tenantId() == null ? null : !organizer.tenantId().equalsIgnoreCase(Records.HOME);
        };
    }

    private static boolean isOpen(Instant start) {
        return HOURS.contains(LocalDateTime.ofInstant(start, ZoneOffset.UTC), FREE);
    }

    private static Boolean and(Boolean left, Boolean right) {
        return Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right) ? Boolean.FALSE
                : left == null || right == null ? null : Boolean.TRUE;
    }

    private static int count(int told, Boolean verdict) {
        return told + (verdict == null ? 1 << 16 : verdict ? 1 : 0);
    }
}

package io.callwatch.destination;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.callwatch.callrecord.CallRecord;
import io.callwatch.callrecord.Organizer;
import io.callwatch.text.HowMany;
import io.callwatch.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Values of a call in English words for people, each on one line and bounded in length. */
final class Wording {
    private static final int LONGEST = 200;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private Wording() {
    }

    static String line(String text) {
        return OneLine.of(text, LONGEST);
    }

    /** {@code 4 s}, {@code 2 min 5 s}, {@code 9 h 3 min}; under ten seconds to the tenth. */
    static String length(Duration duration) {
        if (duration.isNegative()) {
            return "unclear (it ends before it starts)";
        }
        long tenths = duration.toMillis() / 100;
        if (tenths < 100) {
            return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
        }
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? HowMany.inTwo(seconds / 60, "min", seconds % 60, "s")
                : HowMany.inTwo(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }

    static String length(CallRecord call) {
        return call.duration().map(Wording::length).orElse("not known yet");
    }

    /** {@code Fri 20 Nov 2026, 15:03:36 CET (14:03:36 UTC)}, the day of UTC where it is another one. */
    static String when(Instant instant, ZoneId zone) {
        if (instant == null) {
            return "not known yet";
        }
        var local = instant.atZone(zone);
        var utc = instant.atZone(ZoneOffset.UTC);
        if (zone.getRules().isFixedOffset() && local.getOffset().equals(ZoneOffset.UTC)) {
            return dayAndTime(instant.atZone(ZoneId.of("UTC")));
        }
        String day = local.toLocalDate().equals(utc.toLocalDate()) ? "" : DAY.format(utc) + ", ";
        return dayAndTime(local) + " (" + day + TIME.format(utc) + " UTC)";
    }

    /**
     * One at a time: where two are the first to ask JDK 17 for a zone's name, it may have none, and {@code GMT+01:00} stands in the place
     * of {@code CET} as long as the process lives.
     */
    private static synchronized String dayAndTime(ZonedDateTime time) {
        return DAY_AND_TIME.format(time);
    }

    /** The name, else the number, else the id: {@code Abbie Wilkins}, {@code +49 30 123456}, {@code guest 7a1f…}. */
    static String name(Organizer organizer) {
        if (organizer == null) {
            return "an unknown caller";
        }
        if (organizer.isPhone() && isThere(organizer.id())) {
            return phone(organizer.id());
        }
        if (isThere(organizer.displayName())) {
            return line(organizer.displayName());
        }
        return isThere(organizer.id()) ? kind(organizer) + " " + line(organizer.id()) : "an unknown caller";
    }

    /** The name and what it is: {@code Abbie Wilkins (user 821809f5-…)}. */
    static String who(Organizer organizer) {
        String name = name(organizer);
        if (organizer == null || !isThere(organizer.id()) || name.endsWith(line(organizer.id())) && !organizer.isPhone()) {
            return name;
        }
        if (!organizer.isPhone()) {
            return name + " (" + kind(organizer) + " " + line(organizer.id()) + ")";
        }
        String called = isThere(organizer.displayName()) ? ", " + line(organizer.displayName()) : "";
        return name + " (phone" + country(organizer.id()).map(c -> ", " + c).orElse("") + called + ")";
    }

    /** In international form where it is a whole number; as it came where it is masked, short or no number at all. */
    static String phone(String number) {
        return parsed(number)
                .map(n -> PhoneNumberUtil.getInstance().format(n, PhoneNumberFormat.INTERNATIONAL))
                .orElseGet(() -> line(number));
    }

    static String kind(Organizer organizer) {
        return words(organizer.kind());
    }

    /** {@code peerToPeer} as {@code peer to peer}. */
    static String words(String camelCase) {
        return line(camelCase).replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    static boolean isThere(String text) {
        return !line(text).isEmpty();
    }

    /** Its ISO 3166 code. */
    static Optional<String> region(String number) {
        return parsed(number).map(n -> PhoneNumberUtil.getInstance().getRegionCodeForNumber(n));
    }

    private static Optional<String> country(String number) {
        return region(number)
                .map(region -> new Locale.Builder().setRegion(region).build().getDisplayCountry(Locale.ENGLISH));
    }

    private static Optional<PhoneNumber> parsed(String number) {
        if (number == null || !number.matches("\\+[0-9]{5,20}")) {
            return Optional.empty();
        }
        try {
            PhoneNumber parsed = PhoneNumberUtil.getInstance().parse(number, null);
            return PhoneNumberUtil.getInstance().isPossibleNumber(parsed) ? Optional.of(parsed) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}

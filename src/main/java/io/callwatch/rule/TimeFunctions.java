package io.callwatch.rule;

import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * When a call was, in {@code callwatch.time-zone}: {@code weekday(time)} is {@code 'Mon'} to {@code 'Sun'}, and {@code
 * businessHours(time)} whether it lies in the business hours of a day that is no holiday.
 *
 * <p>CEL's own {@code time.getHours('Europe/Berlin')} and its kin are there too; without a zone they mean UTC.
 */
final class TimeFunctions extends RuleFunctions {
    private static final List<String> WEEKDAYS = Arrays.stream(DayOfWeek.values()).map(TimeFunctions::word).toList();

    TimeFunctions(RuleContext context) {
        ZoneId zone = context.timeZone();
        add("weekday", SimpleType.STRING,
                CelFunctionBinding.from("weekday_timestamp", Instant.class,
                        time -> word(time.atZone(zone).getDayOfWeek())),
                SimpleType.TIMESTAMP);
        add("businessHours", SimpleType.BOOL,
                CelFunctionBinding.from("businessHours_timestamp", Instant.class,
                        time -> context.businessHours()
                                .contains(LocalDateTime.ofInstant(time, zone), context.holidays())),
                SimpleType.TIMESTAMP);
    }

    private static String word(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    @Override
    String refuseAnswer(String function, String text) {
        return function.equals("weekday") ? NearestName.refuseAnswer(function, text, WEEKDAYS) : null;
    }
}

package io.callwatch.app;

import io.callwatch.config.Configuration;
import io.callwatch.config.Faults;
import io.callwatch.config.RuleSettings;
import io.callwatch.config.Settings;
import io.callwatch.config.SweepSettings;
import io.callwatch.rule.HomeTenant;
import io.callwatch.rule.RuleCompiler;
import io.callwatch.rule.RuleSet;
import io.callwatch.rule.RuleText;
import io.callwatch.rule.Severity;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.quartz.CronExpression;

/** A configuration read to its end: settings, and rules compiled; every fault of both is in the faults. */
public record Prepared(Settings settings, RuleSet rules) {

    public static Prepared of(Map<String, String> values, Path workingDirectory, Faults faults) {
        Settings settings = Configuration.read(values, workingDirectory, faults);
        settings.sweeps().forEach(sweep -> checkSchedule(sweep, faults));
        List<RuleText> texts = settings.rules().stream().map(Prepared::text).toList();
        HomeTenant home = new HomeTenant(Objects.toString(settings.graph().tenantId(), ""), settings.internalNumbers());
        return new Prepared(settings, RuleCompiler.compile(texts, home, faults::add));
    }

    private static RuleText text(RuleSettings rule) {
        Severity severity = rule.severity() == null ? Severity.WARNING : Severity.valueOf(rule.severity().toUpperCase(Locale.ROOT));
        return new RuleText(rule.name(), rule.when(), severity, rule.destinations(), rule.title(), rule.per(), rule.count(),
                rule.within());
    }

    private static void checkSchedule(SweepSettings sweep, Faults faults) {
        if (sweep.schedule() == null) {
            return;
        }
        try {
            new CronExpression(sweep.schedule());
        } catch (ParseException e) {
            faults.add("callwatch.sweeps." + sweep.name() + ".schedule", sweep.schedule(),
                    "a Quartz cron expression such as 0 0/5 * * * ? (" + e.getMessage() + ")");
        }
    }
}

package io.callwatch.app;

import io.callwatch.config.Configuration;
import io.callwatch.config.Faults;
import io.callwatch.config.LedgerSettings;
import io.callwatch.config.RuleSettings;
import io.callwatch.config.Settings;
import io.callwatch.config.SweepSettings;
import io.callwatch.connection.TrustedCertificates;
import io.callwatch.destination.TemplateFault;
import io.callwatch.destination.TitleTemplate;
import io.callwatch.destination.Titles;
import io.callwatch.graph.ClientAssertion;
import io.callwatch.ledger.LedgerFile;
import io.callwatch.rule.BusinessHours;
import io.callwatch.rule.History;
import io.callwatch.rule.Holidays;
import io.callwatch.rule.RuleCompiler;
import io.callwatch.rule.RuleContext;
import io.callwatch.rule.RuleSet;
import io.callwatch.rule.RuleText;
import io.callwatch.rule.Severity;
import io.callwatch.rule.ValueList;
import io.callwatch.text.Letters;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.quartz.CronExpression;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration read to its end: settings, and rules compiled; every fault of both is in the faults.
 *
 * @param others keys that are not ours: for Camel and for the operator's own routes
 * @param language conditions for the operator's own routes, over the same environment
 * @param history to be opened with the ledger
 * @param workingDirectory where relative paths start
 * @param own where routes and templates of the operator's may lie
 */
public record Prepared(Settings settings, RuleSet rules, Titles titles, LedgerHistory history,
        CelLanguage language, Map<String, String> others, Path workingDirectory, OwnFolders own) {
    private static final Logger LOG = LoggerFactory.getLogger(Prepared.class);

    public static Prepared of(Map<String, String> values, Path workingDirectory, Faults faults) {
        return of(values, workingDirectory, OwnFolders.of(workingDirectory), faults);
    }

    /** With the operator's files of these folders. */
    static Prepared of(Map<String, String> values, Path workingDirectory, OwnFolders own, Faults faults) {
        Settings settings = Configuration.read(values, workingDirectory, faults);
        settings.sweeps().forEach(sweep -> checkSchedule(sweep, faults));
        checkCertificate(settings.graph().clientCertificate(), faults);
        TrustedCertificates.check(faults);
        List<RuleText> texts = settings.rules().stream().filter(rule -> rule.when() != null)
                .map(Prepared::text).toList();
        LedgerHistory history = new LedgerHistory();
        RuleContext context = context(settings, workingDirectory, history, faults);
        Map<String, String> others = new TreeMap<>(values);
        others.keySet().removeIf(key -> key.startsWith("callwatch."));
        RuleSet rules = RuleCompiler.compile(texts, context, (key, value, expected) -> faults.add(key, value.isEmpty() ? null : value,
                expected.contains("\n") ? "an expression in CEL, but " + expected : expected));
        return new Prepared(settings, rules, titles(settings, faults), history, new CelLanguage(context), others, workingDirectory, own);
    }

    /** This. @throws io.callwatch.config.ConfigurationException naming all of the faults, those of what a start would open among them */
    public Prepared without(Faults faults) {
        if (faults.any()) {
            Destinations.look(this, faults);
            Destinations.requireComponents(this, faults);
        }
        faults.throwIfAny();
        return this;
    }

    /** Not opened yet. */
    public LedgerFile ledger() {
        LedgerSettings ledger = settings.ledger();
        return new LedgerFile(ledger.url(), ledger.username(), ledger.password() == null ? null : ledger.password().value(), workingDirectory);
    }

    private static RuleContext context(Settings settings, Path folder, History history, Faults faults) {
        RuleContext.Builder context = RuleContext.builder().homeTenantId(Objects.toString(settings.graph().tenantId(), ""))
                .internalNumbers(settings.internalNumbers()).timeZone(settings.timeZone()).history(history);
        checked("callwatch.business-hours", settings.businessHours(), faults,
                text -> context.businessHours(BusinessHours.parse(text)));
        if (settings.holidays() != null) {
            checked("callwatch.holidays", settings.holidays(), faults,
                    text -> context.holidays(Holidays.parse(text, folder, settings.timeZone())));
        }
        settings.lists().forEach((name, values) -> {
            context.list(name, Set::of); // one that cannot be read is a fault of its own key, not of the rules that name it
            checked("callwatch.lists." + name, values, faults, text -> context.list(name, list(name, text, folder)::get));
        });
        return context.build();
    }

    private static ValueList list(String name, String text, Path folder) {
        if (text.startsWith("@")) {
            return ValueList.ofFile(folder.resolve(text.substring(1)),
                    why -> LOG.warn("callwatch.lists.{}: the values read last are taken, since {}", name, why));
        }
        File file = new File(text); // a Path would refuse what is no file's name
        if ((file.isAbsolute() ? file : new File(folder.toFile(), text)).isFile()) {
            throw new IllegalArgumentException("expected values, or @" + text + " for those in the file");
        }
        ValueList values = ValueList.of(List.of(text.split(",")));
        if (!text.isEmpty() && values.get().isEmpty()) { // one that is empty may be filled one day
            throw new IllegalArgumentException("expected values, comma-separated");
        }
        return values;
    }

    /** What the parser refuses is a fault in its words. */
    private static void checked(String key, String value, Faults faults, Consumer<String> parser) {
        try {
            parser.accept(value);
        } catch (InvalidPathException e) { // its own words are no expectation
            faults.add(key, value, "a path" + Letters.missing(value));
        } catch (IllegalArgumentException e) {
            faults.add(key, value, Objects.toString(e.getMessage(), "another value").replaceFirst("^expected ", ""));
        }
    }

    private static Titles titles(Settings settings, Faults faults) {
        Map<String, TitleTemplate> titles = new TreeMap<>();
        for (RuleSettings rule : settings.rules()) {
            if (rule.title() != null) {
                try {
                    titles.put(rule.name(), TitleTemplate.compile(rule.name(), rule.title(), settings.timeZone()));
                } catch (TemplateFault e) {
                    faults.add("callwatch.rules." + rule.name() + ".title", rule.title(), "a FreeMarker template, but " + e.getMessage());
                }
            }
        }
        return new Titles(titles);
    }

    private static RuleText text(RuleSettings rule) {
        Severity severity = rule.severity() == null ? null : Severity.of(rule.severity());
        return new RuleText(rule.name(), rule.when(), severity, rule.destinations(), rule.per(), rule.count(), rule.within());
    }

    private static void checkCertificate(Path pem, Faults faults) {
        if (pem != null) {
            checked("callwatch.graph.client-certificate", pem.toString(), faults, file -> ClientAssertion.read(pem));
        }
    }

    private static void checkSchedule(SweepSettings sweep, Faults faults) {
        if (sweep.schedule() == null) {
            return;
        }
        String key = "callwatch.sweeps." + sweep.name() + ".schedule";
        try {
            if (new CronExpression(sweep.schedule()).getNextValidTimeAfter(new Date()) == null) {
                faults.add(key, sweep.schedule(), "a Quartz cron expression that has a time to come");
            }
        } catch (ParseException e) {
            faults.add(key, sweep.schedule(), "a Quartz cron expression such as 0 0/5 * * * ? (" + e.getMessage() + ")");
        }
    }
}

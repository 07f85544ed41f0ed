package io.callwatch.destination;

import freemarker.cache.StringTemplateLoader;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.UnexpectedTypeException;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * FreeMarker, narrowed to filling in text: a template reaches the values it is given and nothing else.
 *
 * <p>Values are texts, numbers, truths, lists and maps, never objects with methods, and are never read as templates: what
 * would do that, or make objects, is refused when the template is loaded, by a {@link TemplateFault} with file and line.
 * Files ending in {@code .ftlh} escape every value as HTML. Threads may share it.
 *
 * @see <a href="https://freemarker.apache.org/docs/app_faq.html#faq_template_uploading_security">FreeMarker on untrusted data</a>
 */
final class Templates {
    private static final Pattern REFUSED = Pattern.compile(
            "\\?\\s*(eval|eval_json|evalJson|interpret|new|api|no_esc|noEsc)\\b|<#(noautoesc|noAutoEsc|ftl\\b[^>]*auto_esc)");

    /** No mail is so long; a loop without end is. */
    private static final int LONGEST = 4_000_000;

    private final Configuration freemarker;

    /** By file name. */
    Templates(Map<String, String> sources) {
        StringTemplateLoader loader = new StringTemplateLoader();
        sources.forEach((name, source) -> {
            refuse(name, source);
            loader.putTemplate(name, source);
        });
        freemarker = configuration();
        freemarker.setTemplateLoader(loader);
        sources.keySet().forEach(this::template);
    }

    String render(String name, Map<String, ?> model) {
        try {
            StringWriter text = new BoundedText();
            template(name).process(model, text);
            return text.toString();
        } catch (TemplateException e) {
            throw fault(name, e, model);
        } catch (TooLongException e) {
            throw new TemplateFault(name, 0, "it makes more than " + LONGEST + " characters; does a loop in it not end?");
        } catch (StackOverflowError e) {
            throw new TemplateFault(name, 0, "a macro or function calls itself without end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Template template(String name) {
        try {
            return freemarker.getTemplate(name);
        } catch (ParseException e) {
            throw new TemplateFault(e.getTemplateName(), e.getLineNumber(), firstLine(e.getEditorMessage()));
        } catch (IOException e) {
            throw new TemplateFault(name, 0, "cannot be read");
        }
    }

    private static TemplateFault fault(String name, TemplateException e, Map<String, ?> model) {
        String file = e.getTemplateSourceName() == null ? name : e.getTemplateSourceName();
        return new TemplateFault(file, e.getLineNumber() == null ? 0 : e.getLineNumber(), reason(e, model));
    }

    /** Of a value that is not there or is no text in our words, since FreeMarker's begin with neither; of others in its own. */
    private static String reason(TemplateException e, Map<String, ?> model) {
        String blamed = e.getBlamedExpressionString();
        boolean missing = e instanceof InvalidReferenceException;
        return blamed == null || !missing && !(e instanceof UnexpectedTypeException) ? firstLine(e.getMessageWithoutStackTop())
                : (missing ? "there is no " + blamed : blamed + " cannot stand here") + "; there are "
                        + names("", model).sorted().collect(Collectors.joining(", "));
    }

    private static Stream<String> names(String parent, Map<?, ?> model) {
        return model.entrySet().stream().flatMap(entry -> entry.getValue() instanceof Map<?, ?> parts
                ? names(parent + entry.getKey() + ".", parts) : Stream.of(parent + entry.getKey()));
    }

    private static void refuse(String name, String source) {
        Matcher refused = REFUSED.matcher(source);
        if (refused.find()) {
            int line = 1 + (int) source.substring(0, refused.start()).chars().filter(c -> c == '\n').count();
            throw new TemplateFault(name, line, "'" + refused.group() + "' is not allowed here");
        }
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.strip().lines().findFirst().orElse("no reason given").strip();
    }

    private static Configuration configuration() {
        Configuration freemarker = new Configuration(Configuration.VERSION_2_3_33);
        freemarker.setDefaultEncoding("UTF-8");
        freemarker.setLocale(Locale.ENGLISH);
        freemarker.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_33));
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setAPIBuiltinEnabled(false);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setWrapUncheckedExceptions(true);
        freemarker.setLocalizedLookup(false);
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        return freemarker;
    }

    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class BoundedText extends StringWriter {
        @Override
        public void write(char[] more, int from, int length) {
            super.write(more, from, length);
            bound();
        }

        @Override
        public void write(String more) {
            super.write(more);
            bound();
        }

        private void bound() {
            if (getBuffer().length() > LONGEST) {
                throw new TooLongException();
            }
        }
    }
}

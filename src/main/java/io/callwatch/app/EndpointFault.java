package io.callwatch.app;

import io.callwatch.text.Causes;
import io.callwatch.text.Url;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;

/** Why Camel cannot make an endpoint or a route, in words for people; without what may be secret in it. */
final class EndpointFault {
    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{(.*)}]", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("(?<=^|, )[\\w.-]+(?==)");
    /** What Camel's converters say of a value, and not of which option. */
    private static final Pattern VALUE = Pattern.compile("(?:For input string: \"|No enum constant .*[.])(.*?)\"?", Pattern.DOTALL);

    private EndpointFault() {
    }

    static String words(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && !(root instanceof PropertyBindingException)) {
            root = root.getCause();
        }
        String message = Objects.toString(root.getMessage(), root.getClass().getSimpleName()).strip();
        if (root instanceof ClassNotFoundException || root instanceof LinkageError) {
            return "a jar is missing on the classpath, or one does not fit the others (" + root.getClass().getSimpleName() + ", "
                    + message + ")";
        }
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.find()) {
            return "the endpoint has no option " + NAME.matcher(unknown.group(1)).results().map(MatchResult::group)
                    .collect(Collectors.joining(", "));
        }
        Matcher value = VALUE.matcher(message);
        if (value.matches()) {
            return "the option " + optionWith(value.group(1), thrown) + " takes another kind of value";
        }
        return root instanceof PropertyBindingException option ? "the option " + option.getPropertyName() + " takes another kind of value"
                : Url.endpoints(message);
    }

    private static String optionWith(String value, Throwable thrown) {
        Pattern option = Pattern.compile("(?i)([^?&=]+)=" + Pattern.quote(value) + "(?=&|$)");
        String names = Causes.first(thrown, ResolveEndpointFailedException.class).stream()
                .flatMap(endpoint -> option.matcher(endpoint.getUri()).results()).map(found -> found.group(1))
                .collect(Collectors.joining(" or "));
        return names.isEmpty() ? "that has '" + value + "'" : names;
    }
}

package io.callwatch.callrecord;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What in a record's JSON names nobody, in fields unknown today included: times, and words for kinds and tenants. Under a key
 * that promises such a word anything else may be a person's. For those who hide persons, or look for one.
 */
public final class Impersonal {
    private static final Set<String> KINDS = Set.of(
            "endpointType", "tenantId", "@odata.type", "type", "modality", "modalities", "identityProvider", "languageId", "countryCode");
    /** Of a language without giving back what it has taken: else it went a step deeper with each part, and long ones too deep. */
    private static final Pattern KIND = Pattern.compile(
            "[A-Za-z][A-Za-z0-9]*|[a-z]{2,3}(-[A-Za-z0-9]{2,4})++|#?microsoft\\.graph\\.[A-Za-z.]+");
    /** Persons have such ids too. */
    private static final Pattern TENANT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)?");
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]*(_v[0-9]+)?(@odata\\.[A-Za-z]+)?|@odata\\.[A-Za-z]+");

    private Impersonal() {
    }

    /** A text, by the key of the object that it is a member of. */
    public static boolean isText(String key, String text) {
        return key.endsWith("DateTime") && TIME.matcher(text).matches() || KINDS.contains(key) && KIND.matcher(text).matches()
                || key.equals("tenantId") && TENANT.matcher(text).matches();
    }

    /** A key of an object: a plain word, as those of Graph are. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }
}

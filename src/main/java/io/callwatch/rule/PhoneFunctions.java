package io.callwatch.rule;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a telephone number tells: {@code country(phone)}, {@code numberType(phone)}, {@code formatted(phone)}.
 *
 * <p>A number is read in international form, with a plus or {@code 00}. All three give {@code ''} for one that is masked, short, a
 * name or not possible, and {@code country} for those of no country ({@code +800…}) as well; none throws.
 *
 * @see <a href="https://github.com/google/libphonenumber">libphonenumber</a>
 */
public final class PhoneFunctions extends RuleFunctions {
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9]{5,17}");
    private static final Pattern ISO_3166 = Pattern.compile("[A-Z]{2}");

    private static final List<String> TYPES =
            Arrays.stream(PhoneNumberType.values()).map(PhoneFunctions::word).filter(word -> !word.isEmpty()).toList();

    private static final int KNOWN_AT_MOST = 10_000;

    /** Loaded where a rule asks for one. */
    private static final class Numbers {
        static final PhoneNumberUtil ALL = PhoneNumberUtil.getInstance();
    }

    private record Facts(String country, String numberType, String formatted) {
        private static final Facts NONE = new Facts("", "", "");
    }

    private final Map<String, Facts> known = new ConcurrentHashMap<>();

    PhoneFunctions() {
        add("country", Facts::country);
        add("numberType", Facts::numberType);
        add("formatted", Facts::formatted);
    }

    private void add(String name, Function<Facts, String> answer) {
        CelFunctionBinding binding =
                CelFunctionBinding.from(name + "_phone", String.class, phone -> answer.apply(facts(phone)));
        add(name, SimpleType.STRING, binding, SimpleType.STRING);
    }

    /** Many rules ask about the same number, and some numbers call all day. */
    private Facts facts(String phone) {
        Facts facts = known.get(phone);
        if (facts == null) {
            facts = read(phone);
            if (known.size() >= KNOWN_AT_MOST) {
                known.clear();
            }
            known.put(phone, facts);
        }
        return facts;
    }

    private static Facts read(String phone) {
        String plain = InternalNumbers.plain(phone);
        if (!INTERNATIONAL.matcher(plain).matches()) {
            return Facts.NONE;
        }
        try {
            PhoneNumber number = Numbers.ALL.parse(plain, null);
            return Numbers.ALL.isPossibleNumber(number)
                    ? new Facts(country(number), numberType(number), Numbers.ALL.format(number, PhoneNumberFormat.INTERNATIONAL))
                    : Facts.NONE;
        } catch (NumberParseException e) {
            return Facts.NONE;
        }
    }

    /** As {@code country(phone)} in a rule, for those who keep what rules ask for later. */
    public static String countryOf(String phone) {
        return read(phone).country();
    }

    private static String country(PhoneNumber number) {
        String region = Numbers.ALL.getRegionCodeForNumber(number);
        return region != null && ISO_3166.matcher(region).matches() ? region : "";
    }

    private static String numberType(PhoneNumber number) {
        return word(Numbers.ALL.getNumberType(number));
    }

    private static String word(PhoneNumberType type) {
        return type == PhoneNumberType.UNKNOWN ? "" : type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    String refuseAnswer(String function, String text) {
        return switch (function) {
            case "country" -> refuseRegion(text);
            case "numberType" -> NearestName.refuseAnswer(function, text, TYPES);
            default -> null;
        };
    }

    /** Why {@code country(…)} never gives this; null where it may. */
    static String refuseRegion(String text) {
        return text.isEmpty() || Numbers.ALL.getSupportedRegions().contains(text) ? null
                : NearestName.neverGiven("country", text, regionMeantBy(text), "the ISO 3166 region, such as DE");
    }

    /** By its code in another case, by its name, or by what the United Kingdom calls itself. */
    private static Optional<String> regionMeantBy(String text) {
        return text.equalsIgnoreCase("UK") ? Optional.of("GB") : Numbers.ALL.getSupportedRegions().stream()
                .filter(region -> text.equalsIgnoreCase(region)
                        || text.equalsIgnoreCase(new Locale("", region).getDisplayCountry(Locale.ENGLISH))).findFirst();
    }
}

package io.callwatch.rule;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a telephone number tells: {@code country(phone)}, {@code numberType(phone)}, {@code formatted(phone)}.
 *
 * <p>A number is read in international form, with a plus. All three give {@code ''} for one that is masked, short, a name
 * or not possible, and for those of no country ({@code +800…}); none throws.
 *
 * @see <a href="https://github.com/google/libphonenumber">libphonenumber</a>
 */
final class PhoneFunctions extends RuleFunctions {
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9]{5,17}");
    private static final Pattern ISO_3166 = Pattern.compile("[A-Z]{2}");
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    PhoneFunctions() {
        add("country", PhoneFunctions::country);
        add("numberType", PhoneFunctions::numberType);
        add("formatted", number -> NUMBERS.format(number, PhoneNumberFormat.INTERNATIONAL));
    }

    private void add(String name, Function<PhoneNumber, String> answer) {
        CelFunctionBinding binding =
                CelFunctionBinding.from(name + "_phone", String.class, phone -> answer(phone, answer));
        add(name, SimpleType.STRING, binding, SimpleType.STRING);
    }

    private static String answer(String phone, Function<PhoneNumber, String> answer) {
        String plain = InternalNumbers.plain(phone);
        if (!INTERNATIONAL.matcher(plain).matches()) {
            return "";
        }
        try {
            PhoneNumber number = NUMBERS.parse(plain, null);
            return NUMBERS.isPossibleNumber(number) ? answer.apply(number) : "";
        } catch (NumberParseException e) {
            return "";
        }
    }

    private static String country(PhoneNumber number) {
        String region = NUMBERS.getRegionCodeForNumber(number);
        return region != null && ISO_3166.matcher(region).matches() ? region : "";
    }

    private static String numberType(PhoneNumber number) {
        PhoneNumberType type = NUMBERS.getNumberType(number);
        return type == PhoneNumberType.UNKNOWN ? "" : type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

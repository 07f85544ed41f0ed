package io.callwatch.rule;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code country(phone)} gives the ISO 3166 region, {@code numberType(phone)} the kind of line ({@code mobile},
 * {@code fixed-line}, {@code toll-free}, {@code premium-rate}, …), {@code formatted(phone)} the number with spaces.
 *
 * <p>A masked, short or nonsense number gives empty text and never fails. By libphonenumber.
 */
final class PhoneFunctions {
    static final List<String> NAMES = List.of("country", "numberType", "formatted");

    private PhoneFunctions() {
    }

    static void addTo(CelBuilder builder) {
        add(builder, "country", PhoneFunctions::country);
        add(builder, "numberType", PhoneFunctions::numberType);
        add(builder, "formatted", PhoneFunctions::formatted);
    }

    static String country(String phone) {
        return number(phone).map(n -> PhoneNumberUtil.getInstance().getRegionCodeForNumber(n))
                .filter(region -> region.length() == 2).orElse("");
    }

    static String numberType(String phone) {
        return number(phone).map(n -> PhoneNumberUtil.getInstance().getNumberType(n))
                .filter(type -> type != PhoneNumberUtil.PhoneNumberType.UNKNOWN)
                .map(type -> type.name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse("");
    }

    static String formatted(String phone) {
        return number(phone).map(n -> PhoneNumberUtil.getInstance().format(n,
                PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL)).orElse("");
    }

    private static Optional<PhoneNumber> number(String phone) {
        if (phone.isEmpty() || phone.contains("*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(PhoneNumberUtil.getInstance().parse(phone, null));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static void add(CelBuilder builder, String name, UnaryOperator<String> function) {
        String overload = name + "_string";
        builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name,
                CelOverloadDecl.newGlobalOverload(overload, SimpleType.STRING, SimpleType.STRING)));
        builder.addFunctionBindings(CelFunctionBinding.fromOverloads(name,
                CelFunctionBinding.from(overload, String.class, function::apply)));
    }
}

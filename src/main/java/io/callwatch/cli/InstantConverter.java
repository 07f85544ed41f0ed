package io.callwatch.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Instants as ISO-8601 with Z or an offset, of the years 1970 to 9998: the ledger and the service know no others. */
final class InstantConverter implements ITypeConverter<Instant> {
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    @Override
    public Instant convert(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(Instant.EPOCH) || !instant.isBefore(END)) {
                throw new TypeConversionException("expected an instant of the years 1970 to 9998, saw '" + text + "'");
            }
            return instant;
        } catch (DateTimeException e) {
            throw new TypeConversionException("expected an instant such as 2026-11-20T15:00:00Z, saw '" + text + "'");
        }
    }
}

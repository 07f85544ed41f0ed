package io.callwatch.rule;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.runtime.CelEvaluationException;

/** Says what kind of error an evaluation ended with, without CEL's message, which may quote values of the record. */
final class CelErrors {
    private CelErrors() {
    }

    static String words(Exception error) {
        return switch (code(error)) {
            case DIVIDE_BY_ZERO -> "a division by zero";
            case INDEX_OUT_OF_BOUNDS -> "an index outside its list or text";
            case NUMERIC_OVERFLOW -> "a number, time or duration out of range";
            case BAD_FORMAT -> "a text that does not have the form that is needed";
            case INVALID_ARGUMENT, INTERNAL_ERROR -> "a value that a function does not take";
            case ATTRIBUTE_NOT_FOUND -> "a key or field that is not there";
            case DUPLICATE_ATTRIBUTE -> "a map with the same key twice";
            case ITERATION_BUDGET_EXCEEDED -> "too many turns of a comprehension";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND -> "a value of a type that does not fit";
        };
    }

    /** Of an error that came out of a part as its value, there is no exception of an evaluation. */
    private static CelErrorCode code(Exception error) {
        return error instanceof CelEvaluationException evaluation ? evaluation.getErrorCode()
                : error instanceof CelRuntimeException part ? part.getErrorCode() : CelErrorCode.INTERNAL_ERROR;
    }
}

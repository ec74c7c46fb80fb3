package dev.kith.core;

import dev.kith.api.schemas.TextFilterMethod;

/** Compares texts as the filters of searches do (contract, section S10). */
final class TextComparison {
    private TextComparison() {}

    /** Whether a filter with a text applies to a value. */
    static boolean applies(TextFilterMethod method, String value, String given) {
        return switch (method) {
            case EQUALS -> value.equals(given);
            case EQUALS_IGNORE_CASE -> CaseFolding.of(value).equals(CaseFolding.of(given));
            case STARTS_WITH -> value.startsWith(given);
            case STARTS_WITH_IGNORE_CASE -> CaseFolding.of(value).startsWith(CaseFolding.of(given));
            case CONTAINS -> value.contains(given);
            case CONTAINS_IGNORE_CASE -> CaseFolding.of(value).contains(CaseFolding.of(given));
            case ENDS_WITH -> value.endsWith(given);
            case ENDS_WITH_IGNORE_CASE -> CaseFolding.of(value).endsWith(CaseFolding.of(given));
            case UNRECOGNIZED -> false;
        };
    }
}

package dev.kith.core;

import dev.kith.api.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to write to a user: what the first of a few members of its data says that is of any use.
 *
 * @param name how to greet it, {@code null} for no name
 * @param language the language tag (BCP 47) of what it reads, {@code null} where its data name none
 */
record Addressee(@Nullable String name, @Nullable String language) {
    private static final int MOST_NAME_CHARACTERS = 100;
    private static final String[] NAME_MEMBERS = {"displayName", "name", "givenName"};
    private static final String[] LANGUAGE_MEMBERS = {"preferredLanguage", "locale"};
    private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,3}");

    static Addressee of(Json.Obj data) {
        return new Addressee(name(data), language(data));
    }

    private static @Nullable String name(Json.Obj data) {
        for (String member : NAME_MEMBERS) {
            if (data.get(member) instanceof Json.Text text && !text.value().isBlank()) {
                return shorten(text.value().strip());
            }
        }
        return null;
    }

    private static String shorten(String name) {
        int length = name.codePointCount(0, name.length());
        return length <= MOST_NAME_CHARACTERS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_NAME_CHARACTERS));
    }

    private static @Nullable String language(Json.Obj data) {
        for (String member : LANGUAGE_MEMBERS) {
            if (data.get(member) instanceof Json.Text text
                    && LANGUAGE_TAG.matcher(text.value()).matches()) {
                return text.value().replace('_', '-');
            }
        }
        return null;
    }
}

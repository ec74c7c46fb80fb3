package dev.kith.transport.rest.pages;

import dev.kith.api.EmailLinks.Link;
import dev.kith.transport.BodyBudget;
import dev.kith.transport.BodyBudget.BodyReading;
import dev.kith.transport.BodyBudget.Busy;
import dev.kith.transport.rest.RestRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The values of the links in mails, from their query or from the form on their page. */
final class VerificationForm {
    static final String TYPE = "application/x-www-form-urlencoded";
    static final String TOKEN = "token";
    static final String USER = "userID";
    static final String CODE = "code";
    static final String ORGANIZATION = "orgID";

    private static final Map<String, List<String>> EMPTY = Map.of("", List.of(""));

    private static final String WHITE_SPACE = "\t\n\u000B\f\r\u0085";

    private static final int MAX_TOKEN = 6_000;
    private static final int MAX_ID = 200;
    private static final int MAX_CODE = 200;

    private VerificationForm() {}

    /** The link as it came, then what it was before it was damaged; none where it is not complete in any way. */
    static List<Link> ofQuery(RestRequest in) {
        return readings(in, VerificationForm::link);
    }

    /** An empty form stands for the link that was opened. */
    static List<Link> ofBody(InputStream body, BodyReading reading, RestRequest in) throws Busy {
        Optional<Map<String, List<String>>> fields = read(body, reading);
        return fields.filter(EMPTY::equals).isPresent()
                ? ofQuery(in)
                : fields.flatMap(VerificationForm::link).stream().toList();
    }

    /** The token as it came, then what it was before it was damaged; none where there is none in any way. */
    static List<String> tokenOfQuery(RestRequest in) {
        return readings(in, query -> one(query, TOKEN, MAX_TOKEN).map(VerificationForm::withoutBlanks));
    }

    /** Where a blank is in a token, a line was broken. */
    private static String withoutBlanks(String token) {
        return token.replace(" ", "");
    }

    static List<String> tokenOfBody(InputStream body, BodyReading reading) throws Busy {
        return read(body, reading).flatMap(fields -> one(fields, TOKEN, MAX_TOKEN)).stream()
                .toList();
    }

    private static <T> List<T> readings(RestRequest in, Function<Map<String, List<String>>, Optional<T>> reader) {
        Optional<T> given = reader.apply(in.queryParameters());
        Optional<T> mended = DamagedQuery.mended(
                        in.rawQuery(), values -> reader.apply(values).isPresent())
                .flatMap(reader);
        return Stream.of(given, mended).flatMap(Optional::stream).distinct().toList();
    }

    private static Optional<Map<String, List<String>>> read(InputStream body, BodyReading reading) throws Busy {
        try {
            byte[] bytes = reading.charged(reading.timed(body)).readNBytes(BodyBudget.MOST_OF_NOBODY + 1);
            return bytes.length > BodyBudget.MOST_OF_NOBODY
                    ? Optional.empty()
                    : Optional.of(fields(new String(bytes, StandardCharsets.UTF_8)));
        } catch (Busy busy) {
            throw busy;
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> fields(String form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : form.split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 2 ? decoded(parts[1]) : "");
        }
        return fields;
    }

    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static Optional<Link> link(Map<String, List<String>> values) {
        Optional<String> user = one(values, USER, MAX_ID);
        Optional<String> code = one(values, CODE, MAX_CODE);
        if (user.isEmpty() || code.isEmpty()) {
            return Optional.empty();
        }
        return values.containsKey(ORGANIZATION) && !values.get(ORGANIZATION).equals(List.of(""))
                ? one(values, ORGANIZATION, MAX_ID).map(organization -> new Link(user.get(), code.get(), organization))
                : Optional.of(new Link(user.get(), code.get(), ""));
    }

    /** A value that is given exactly once, is neither empty nor too long, and can be written in HTML and in every database. */
    private static Optional<String> one(Map<String, List<String>> values, String name, int longest) {
        List<String> given = values.getOrDefault(name, List.of());
        return given.stream()
                .findFirst()
                .filter(value -> given.size() == 1)
                .filter(value -> !value.isEmpty() && value.length() <= longest)
                .filter(value -> value.chars().noneMatch(character -> isControl(name, character)));
    }

    /** White space in a code does not count, not even line breaks, and is left to those who compare it. */
    private static boolean isControl(String name, int character) {
        return Character.isISOControl(character) && !(name.equals(CODE) && WHITE_SPACE.indexOf(character) >= 0);
    }
}

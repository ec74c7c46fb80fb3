package dev.kith.boot.config;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.kith.core.LinkOrigin;
import dev.kith.core.Secret;
import dev.kith.core.SecretKeys.Key;
import dev.kith.spi.Notifier.Channel;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which values a setting takes.
 *
 * @param allowed what is allowed, to follow "must be"
 * @param reader reads a value, empty where it is not allowed
 * @param <T> the type of the value
 */
public record SettingType<T>(String allowed, Function<String, Optional<T>> reader) {

    private static final int MOST_IN_A_NAME = 200;

    private static final Pattern SIZE = Pattern.compile("([0-9]+) ?([KkMmGg][Ii][Bb])?");

    /** A value on which the reader fails is not allowed. */
    public Optional<T> read(String text) {
        try {
            return reader.apply(text.strip());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Leaves out what fails a condition; {@code allowed} says the condition as well. */
    public SettingType<T> where(String allowed, Predicate<T> condition) {
        return new SettingType<>(allowed, text -> reader.apply(text).filter(condition));
    }

    public static SettingType<String> text() {
        return new SettingType<>("", Optional::of).where("text that is not blank", t -> !t.isBlank());
    }

    public static SettingType<Secret> secret() {
        return new SettingType<>("any text", text -> Optional.of(new Secret(text)));
    }

    public static SettingType<String> name() {
        return text().where(
                        "text of 1 to " + MOST_IN_A_NAME + " characters",
                        t -> !t.isBlank() && t.codePointCount(0, t.length()) <= MOST_IN_A_NAME);
    }

    public static SettingType<Boolean> truth() {
        return choice(Map.of("true", true, "false", false), "true or false");
    }

    static <T> SettingType<T> choice(Map<String, T> values, String allowed) {
        return new SettingType<>(allowed, text -> Optional.ofNullable(values.get(text.toLowerCase(Locale.ROOT))));
    }

    /** The constants of an enum; {@code AFTER_VERIFICATION} is written {@code after-verification}. */
    public static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        Map<String, E> byName =
                constants.stream().collect(toUnmodifiableMap(SettingType::written, Function.identity()));
        return choice(
                byName, choices(constants.stream().map(SettingType::written).toList()));
    }

    private static String choices(List<String> words) {
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Contacts by the names of their channels; {@code none} alone for none. */
    static SettingType<Set<dev.kith.core.ContactChannel>> contacts() {
        Map<String, Set<dev.kith.core.ContactChannel>> allowed = Map.of(
                "email", Set.of(dev.kith.core.ContactChannel.EMAIL),
                "phone", Set.of(dev.kith.core.ContactChannel.PHONE),
                "email,phone", Set.of(dev.kith.core.ContactChannel.values()),
                "phone,email", Set.of(dev.kith.core.ContactChannel.values()),
                "none", Set.of());
        SettingType<Set<dev.kith.core.ContactChannel>> choice =
                choice(allowed, "email, phone, both separated by a comma, or none");
        return new SettingType<>(choice.allowed, text -> choice.read(text.replace(" ", "")));
    }

    public static SettingType<Integer> number(int least, int most) {
        return new SettingType<>("", text -> Optional.of(Integer.valueOf(text)))
                .where("a whole number from " + least + " to " + most, n -> n >= least && n <= most);
    }

    /** A number of bytes; with {@code KiB}, {@code MiB} or {@code GiB} of as many. */
    static SettingType<Long> bytes(long least, long most) {
        return new SettingType<>("", SettingType::bytes)
                .where(
                        "a number of bytes from " + least + " to " + most + ", such as 67108864, 65536KiB or 64MiB",
                        n -> n >= least && n <= most);
    }

    private static Optional<Long> bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        int unit = size.group(2) == null
                ? 0
                : " kmg".indexOf(Character.toLowerCase(size.group(2).charAt(0)));
        return Optional.of(Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * unit)));
    }

    public static SettingType<Duration> duration(Duration least, Duration most) {
        return new SettingType<>("", text -> Optional.of(Duration.parse(text)))
                .where(
                        "a duration from " + least + " to " + most + " in ISO 8601 form, such as PT30S or PT1H",
                        d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
    }

    static SettingType<List<String>> list(String allowed, Predicate<String> item) {
        return new SettingType<>(allowed, text -> Optional.of(items(text).toList()))
                .where(allowed, items -> items.stream().allMatch(item));
    }

    static SettingType<Set<String>> set(String allowed, Predicate<String> item) {
        return new SettingType<>(
                allowed,
                text -> list(allowed, item)
                        .read(text)
                        .map(items -> items.stream().collect(toUnmodifiableSet())));
    }

    private static Stream<String> items(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(item -> !item.isEmpty());
    }

    /** An http or https URL without user info, query or fragment; the slash at the end is taken off. */
    static SettingType<URI> baseUrl() {
        return new SettingType<>(
                "an absolute http or https URL without user info, query or fragment",
                text -> http(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
    }

    /** Where links may lead: origins of web pages and of applications. */
    static SettingType<Set<String>> linkOrigins() {
        String allowed = "a comma-separated list of origins such as https://app.example.com, or myapp://verify with the"
                + " scheme of an application of yours";
        return new SettingType<>(
                allowed,
                text -> Optional.of(items(text)
                        .map(item -> LinkOrigin.ofOrigin(item).orElseThrow(IllegalArgumentException::new))
                        .collect(toUnmodifiableSet())));
    }

    /** Origins as browsers write them (scheme, host and, unless it is the scheme's own, port), or all of them. */
    static SettingType<Set<String>> originsOrAny() {
        return set(
                "a comma-separated list of origins such as https://app.example.com, or * for all",
                item -> item.equals("*") || isOrigin(item));
    }

    /** The URL of something that takes requests. */
    static SettingType<URI> webhook() {
        return new SettingType<>(
                        "",
                        text -> http(text.contains("?") ? text.substring(0, text.indexOf('?')) : text)
                                .map(url -> URI.create(text)))
                .where("an absolute http or https URL without user info or fragment", url -> url.getFragment() == null);
    }

    static SettingType<Set<Channel>> channels() {
        String allowed = "email, sms, or both separated by a comma";
        return new SettingType<>(
                        allowed,
                        text -> Optional.of(items(text)
                                .map(item -> Channel.valueOf(item.toUpperCase(Locale.ROOT)))
                                .collect(toUnmodifiableSet())))
                .where(allowed, channels -> !channels.isEmpty());
    }

    private static boolean isOrigin(String text) {
        return http(text).filter(url -> url.getRawPath().isEmpty()).isPresent();
    }

    private static Optional<URI> http(String text) {
        try {
            return Optional.of(new URI(text))
                    .filter(url ->
                            "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                    .filter(url -> url.getHost() != null && url.getRawUserInfo() == null)
                    .filter(url -> url.getRawQuery() == null && url.getRawFragment() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    public static SettingType<Path> path(String allowed, Predicate<Path> condition) {
        return new SettingType<>(allowed, SettingType::path).where(allowed, condition);
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static SettingType<Path> directory() {
        return path("a folder that exists", Files::isDirectory);
    }

    static SettingType<Locale> language() {
        return new SettingType<>(
                        "",
                        text -> Optional.of(
                                new Locale.Builder().setLanguageTag(text).build()))
                .where(
                        "a language tag such as en or de-AT",
                        language -> !language.getLanguage().isEmpty());
    }

    /** {@code id} or {@code id=domain}, separated by commas; a domain may be missing. */
    static SettingType<Map<String, String>> organizations() {
        String allowed = "a comma-separated list of ids, each alone or as id=domain, every id once";
        return new SettingType<>(
                allowed,
                text -> Optional.of(items(text)
                        .map(item -> item.split("=", 2))
                        .collect(toUnmodifiableMap(
                                pair -> named(pair[0]), pair -> pair.length == 1 ? "" : named(pair[1])))));
    }

    private static String named(String text) {
        return name().read(text).orElseThrow(IllegalArgumentException::new);
    }

    /** {@code id:base64}, separated by commas, the newest last; at least 32 bytes each. */
    static SettingType<List<Key>> keys() {
        return new SettingType<>(
                        "",
                        text -> Optional.of(items(text)
                                .map(item -> item.split(":", 2))
                                .map(pair ->
                                        new Key(pair[0], Base64.getDecoder().decode(pair[1])))
                                .toList()))
                .where(
                        "a comma-separated list of id:secret, the newest last, every id once and 1 to 40 characters"
                                + " long, every secret 32 bytes or more in Base64 (make one with: openssl rand -base64"
                                + " 32)",
                        SettingType::usable);
    }

    private static boolean usable(List<Key> keys) {
        return !keys.isEmpty()
                && keys.stream().map(Key::id).distinct().count() == keys.size()
                && keys.stream().allMatch(key -> key.id().matches("[A-Za-z0-9._-]{1,40}") && key.secret().length >= 32);
    }
}

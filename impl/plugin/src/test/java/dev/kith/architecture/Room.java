package dev.kith.architecture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms of the program. Each is one package, lies in one module, and knows only some of the others. */
public enum Room {
    API("api", "api"),
    API_SCHEMAS("api", "api.schemas"),
    API_SEARCH("api", "api.search"),
    API_TRANSFER("api", "api.transfer"),
    SPI("spi", "spi"),
    FRONT_DOOR("impl/plugin", ""),
    CORE("impl/plugin", "core"),
    HTML("impl/plugin", "html"),
    JSON("impl/plugin", "json"),
    DOCUMENT("impl/plugin", "json.document"),
    JSON_TEXT("impl/plugin", "json.text"),
    JPA("impl/plugin", "jpa"),
    DELIVERY("impl/plugin", "delivery"),
    DELIVERY_TEXT("impl/plugin", "delivery.text"),
    DEFAULTS("impl/plugin", "defaults"),
    DEFAULTS_AUTH("impl/plugin", "defaults.auth"),
    DEFAULTS_MAIL("impl/plugin", "defaults.mail"),
    DEFAULTS_WEBHOOK("impl/plugin", "defaults.webhook"),
    TRANSPORT("impl/plugin", "transport"),
    REST("impl/plugin", "transport.rest"),
    PAGES("impl/plugin", "transport.rest.pages"),
    GRPC("impl/plugin", "transport.grpc"),
    MESSAGE("impl/plugin", "transport.grpc.message"),
    /** The messages that are generated from the {@code .proto} files. */
    WIRE("impl/plugin", "transport.grpc.wire"),
    WIRE_SCHEMA("impl/plugin", "transport.grpc.wire.schema"),
    TELEMETRY("impl/plugin", "telemetry"),
    HEALTH("impl/plugin", "health"),
    CONFIG("impl/plugin", "boot.config"),
    PROVIDERS("impl/plugin", "boot.providers"),
    BOOT("impl/plugin", "boot"),
    STANDALONE_JWT("impl/standalone", "standalone.jwt"),
    STANDALONE_PORT("impl/standalone", "standalone.port"),
    STANDALONE_LOG("impl/standalone", "standalone.log"),
    STANDALONE_PAGE("impl/standalone", "standalone.page"),
    STANDALONE_SCHEMAS("impl/standalone", "standalone.schemas"),
    STANDALONE_USERS("impl/standalone", "standalone.users"),
    STANDALONE("impl/standalone", "standalone"),
    KEYCLOAK("impl/keycloak", "keycloak");

    private final String module;
    private final String folder;

    Room(String module, String folder) {
        this.module = module;
        this.folder = folder;
    }

    /** The rooms, beside itself, whose types may stand in the code of this one. */
    private Set<Room> others() {
        return switch (this) {
            case API, SPI, HTML, WIRE, STANDALONE_JWT -> EnumSet.noneOf(Room.class);
            case WIRE_SCHEMA -> EnumSet.of(WIRE);
            case API_SCHEMAS, API_TRANSFER -> EnumSet.of(API);
            case API_SEARCH -> EnumSet.of(API, API_SCHEMAS);
            case FRONT_DOOR, CORE -> EnumSet.of(API, API_SCHEMAS, API_SEARCH, API_TRANSFER, SPI);
            case JSON -> EnumSet.of(API, SPI, CORE, DOCUMENT, JSON_TEXT);
            case JSON_TEXT -> EnumSet.of(DOCUMENT);
            case JPA -> EnumSet.of(API, API_SCHEMAS, API_SEARCH, SPI, CORE);
            case DOCUMENT, DEFAULTS, DEFAULTS_AUTH, DEFAULTS_MAIL, DEFAULTS_WEBHOOK -> EnumSet.of(API, SPI, CORE);
            case DELIVERY_TEXT -> EnumSet.of(API, SPI, CORE, HTML);
            case DELIVERY -> EnumSet.of(API, SPI, CORE, DELIVERY_TEXT);
            case TRANSPORT -> EnumSet.of(API, API_SCHEMAS, API_SEARCH, SPI);
            case HEALTH -> EnumSet.of(API, REST);
            case REST -> EnumSet.of(API, API_SCHEMAS, API_SEARCH, TRANSPORT);
            case STANDALONE_PAGE -> EnumSet.of(CORE);
            case TELEMETRY -> EnumSet.of(API, SPI, CORE);
            case STANDALONE_SCHEMAS -> EnumSet.of(API, API_SCHEMAS, SPI, FRONT_DOOR, TRANSPORT, BOOT);
            case STANDALONE_USERS -> EnumSet.of(API, API_TRANSFER, FRONT_DOOR);
            case STANDALONE_PORT -> EnumSet.of(API, TRANSPORT, HEALTH);
            case STANDALONE_LOG -> EnumSet.of(API, TRANSPORT);
            case PAGES -> EnumSet.of(API, TRANSPORT, REST, HTML);
            case GRPC -> EnumSet.of(API, API_SCHEMAS, API_SEARCH, TRANSPORT, MESSAGE, WIRE, WIRE_SCHEMA);
            case MESSAGE -> EnumSet.of(API, TRANSPORT, WIRE);
            case CONFIG -> EnumSet.of(API, SPI, FRONT_DOOR, CORE, DEFAULTS, DEFAULTS_MAIL, DEFAULTS_WEBHOOK);
            case PROVIDERS -> EnumSet.of(API, SPI, FRONT_DOOR, CONFIG);
            case BOOT ->
                EnumSet.complementOf(EnumSet.of(
                        WIRE,
                        WIRE_SCHEMA,
                        STANDALONE_JWT,
                        STANDALONE_PORT,
                        STANDALONE_LOG,
                        STANDALONE_PAGE,
                        STANDALONE_SCHEMAS,
                        STANDALONE_USERS,
                        STANDALONE,
                        KEYCLOAK));
            case STANDALONE ->
                EnumSet.of(
                        API,
                        API_TRANSFER,
                        SPI,
                        FRONT_DOOR,
                        CORE,
                        HTML,
                        DEFAULTS_AUTH,
                        TELEMETRY,
                        HEALTH,
                        TRANSPORT,
                        REST,
                        PAGES,
                        GRPC,
                        CONFIG,
                        PROVIDERS,
                        BOOT,
                        STANDALONE_JWT,
                        STANDALONE_PORT,
                        STANDALONE_LOG,
                        STANDALONE_PAGE,
                        STANDALONE_SCHEMAS,
                        STANDALONE_USERS);
            case KEYCLOAK -> EnumSet.of(API, API_SCHEMAS, API_SEARCH, SPI, FRONT_DOOR, TRANSPORT, REST, PAGES, GRPC);
        };
    }

    /** The rooms whose types must not stand in the code of this one. */
    Set<Room> strangers() {
        Set<Room> known = others();
        known.add(this);
        return EnumSet.complementOf(EnumSet.copyOf(known));
    }

    /** The name of its package. */
    public String packageName() {
        return folder.isEmpty() ? "dev.kith" : "dev.kith." + folder;
    }

    /** Its sources, from the root of the repository. */
    public String sources() {
        return module + "/src/main/java/" + packageName().replace('.', '/');
    }

    /** Whether there are no sources of its own. */
    public boolean isGenerated() {
        return this == WIRE || this == WIRE_SCHEMA;
    }

    /** Whether programs and plugins may rely on its types. */
    public boolean isPublic() {
        return EnumSet.of(API, API_SCHEMAS, API_SEARCH, API_TRANSFER, SPI, FRONT_DOOR)
                .contains(this);
    }

    /** How many files it may have: what is larger is divided, but for the two that are about one thing each. */
    public int mostFiles() {
        return this == CORE || this == JPA ? Integer.MAX_VALUE : 30;
    }

    static Stream<Room> of(String module) {
        return Arrays.stream(values()).filter(room -> room.module.equals(module));
    }

    static Optional<Room> ofPackage(String name) {
        return Arrays.stream(values())
                .filter(room -> room.packageName().equals(name))
                .findAny();
    }
}

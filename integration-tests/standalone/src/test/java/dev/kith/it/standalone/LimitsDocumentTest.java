package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.boot.config.Setting;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number of the document is one of the program; whoever changes the one is told to change the other. */
class LimitsDocumentTest {
    private static final String DOCUMENT = "docs/reference/limits.md";

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            Bodies; impl/plugin; transport/rest/Body; MAX_BYTES = 4 * 1024 * 1024; | 4 MiB | 429
            Bodies; impl/plugin; transport/grpc/GrpcFraming; MAX_MESSAGE = 4 * 1024 * 1024; | 4 MiB | 429
            Bodies; api; api/JsonText; MAX_DEPTH = 64; | 64 levels |
            Bodies; impl/plugin; transport/grpc/StructMapper; MAX_DEPTH = JsonText.MAX_DEPTH - 1; | 63 levels;
            Bodies; api; api/JsonText; MAX_MEMBERS = 10_000; | 10,000 |
            Bodies; api; api/JsonText; MAX_DIGITS = 1_000; | 1,000 |
            Bodies; api; api/JsonText; MAX_EXPONENT = 1_000; | from -1,000 to 1,000 |
            Bodies; impl/plugin; transport/grpc/message/ExactDouble; (1L << 53) - 1; | up to 2^53 - 1 in magnitude |
            Bodies; impl/plugin; transport/BodyBudget; MOST_OF_NOBODY = 16 * 1024; | 16 KiB |
            Names and ids; impl/plugin; core/FieldRules; MOST_ID = 200; 1 to 200
            Names and ids; impl/plugin; jpa/StorableText; <= 200; | 1 to 200 characters; ids of schemas
            Names and ids; impl/plugin; delivery/EventListeners; LONGEST_NAME = 50; | at most 50 characters |
            E-mail addresses; impl/plugin; core/FieldRules; MOST_ADDRESS = 200; 1 to 200 characters
            E-mail addresses; impl/plugin; core/EmailAddress; MOST_BYTES = 254; at most 254 bytes
            E-mail addresses; impl/plugin; core/EmailAddress; MOST_LOCAL_BYTES = 64; at most 64 bytes before
            E-mail addresses; impl/plugin; core/EmailAddress; MOST_LABEL = 63; labels of 1 to 63
            Phone numbers; impl/plugin; core/FieldRules; MOST_NUMBER = 20; 1 to 20 characters
            Phone numbers; impl/plugin; defaults/LibphonePhoneNumbers; MOST_DIGITS = 15; at most 15 digits
            Links; impl/plugin; core/FieldRules; MOST_TEMPLATE = 200; 1 to 200 characters
            Links; impl/plugin; core/LinkTemplate; MOST_CHARACTERS = 2_000; at most 2,000
            Codes; impl/plugin; core/EmailLinkService; MOST_LOOKS = 20; | 20;
            Codes; impl/plugin; core/CodeVerifier; MOST_PAGE_GUESSES = 50; | 50 |
            Codes; impl/plugin; core/CodeVerifier; MOST_PAGE_GUESSES = 50; | 50; then it is forgotten |
            Codes; impl/plugin; core/Contact; KEPT = Duration.ofDays(1); | 24 hours |
            Codes; impl/plugin; core/CoreSettings; UndoPolicy.SELF, Duration.ofDays(7); | 7 days |
            Codes; impl/plugin; core/CodeIssuer; WINDOW = Duration.ofHours(1); in an hour
            Schemas; impl/plugin; json/SchemaVetter; MOST_CHARACTERS = 256 * 1024; | 262,144 (256 Ki) |
            Schemas; impl/plugin; json/SchemaVetter; MOST_NODES = 20_000; | 20,000 |
            Schemas; impl/plugin; json/text/EcmaPattern; MOST_INSTRUCTIONS = 20_000; | 20,000, and 200,000 |
            Schemas; impl/plugin; json/SchemaReader; MOST_INSTRUCTIONS = 200_000; | 20,000, and 200,000 |
            Schemas; impl/plugin; json/text/EcmaPattern; MOST_NESTED = 200; | 200 |
            Schemas; impl/plugin; json/text/EcmaPattern; MOST_FOLDED = 500_000; | 500,000 |
            Schemas; impl/plugin; json/RecursionCheck; LONGEST_CHAIN = 100; | 100 |
            Schemas; impl/plugin; json/RecursionCheck; MOST_BRANCHES = 10_000; | 10,000 |
            Data; impl/plugin; json/document/SizeLimits; MOST_CHARACTERS = 4 * 1024 * 1024; 4 MiB
            Data; impl/plugin; json/document/WorkBudget; UNITS = 5_000_000; 5,000,000 steps
            Data; impl/plugin; json/ViolationBuilder; MOST = 50; at most 50 violations
            Data; impl/plugin; json/CompiledSchema; LONGEST_FIELD = 500; at most 500 characters
            Messages; impl/plugin; delivery/RetryPolicy; LONGEST_REQUESTED_DELAY = Duration.ofDays(1); | 1 day |
            Messages; impl/plugin; delivery/RetryPolicy; Duration.ofDays(7)); | 7 days |
            Messages; impl/plugin; delivery/RetryPolicy; Duration.ofSeconds(5); from about 5 seconds
            Messages; impl/plugin; delivery/RetryPolicy; Duration.ofMinutes(10); to 10 minutes
            Messages; impl/plugin; delivery/text/TextFiles; MOST_BYTES = 1_000_000; | 1,000,000 bytes |
            Messages; impl/plugin; delivery/text/PersonName; MOST_CHARACTERS = 40; | 40 characters
            Messages; impl/plugin; core/NoticeCount; MOST_FOR_CONTACT = 3; | 3; the next one
            Messages; impl/plugin; core/RecipientTurns; MOST_FOR_RECIPIENT = 10; | 10; others wait
            Messages; impl/plugin; core/NoticeCount; WINDOW = Duration.ofHours(1); in an hour
            The standalone program; impl/standalone; standalone/port/HttpPort; MOST_THREADS = 200; | 200 |
            The standalone program; impl/standalone; standalone/port/HttpPort; MOST_CALLS = 150; | 150 |
            The standalone program; impl/standalone; standalone/port/HttpPort; MOST_SLOW = 100; | 100; one more
            The standalone program; impl/standalone; standalone/port/HttpPort; VIRTUAL = 10; ten times
            The standalone program; impl/standalone; standalone/port/HttpPort; MOST_QUEUED = 1_000; | 1,000, each
            The standalone program; impl/standalone; standalone/port/HttpPort; QUEUED = Duration.ofSeconds(10); 10 seconds
            The standalone program; impl/standalone; standalone/port/HttpPort; MOST_STREAMS = 32; | 32 |
            The standalone program; impl/standalone; standalone/port/HttpPort; IDLE_MILLIS = 60_000; | 60 seconds |
            The standalone program; impl/standalone; standalone/port/PatientHandler; BYTES_PER_SECOND = 1_000; 1,000 bytes
            The standalone program; impl/standalone; standalone/port/PatientHandler; START = Duration.ofSeconds(5); 5 seconds
            The standalone program; impl/standalone; standalone/port/PatientHandler; ANSWER = Duration.ofMinutes(5); 5 minutes
            The standalone program; impl/standalone; standalone/port/PatientRequest; MOST_UNREAD = 64 * 1024; | 64 KiB;
            """)
    void a_fixed_limit_is_that_of_the_program(String section, String module, String type, String source, String shown) {
        assertThat(Documents.text(module + "/src/main/java/dev/kith/" + type + ".java"))
                .contains(source);
        assertThat(Documents.section(DOCUMENT, section).replaceAll("\\s+", " ")).contains(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            kith.code.length; 6; | 6 |
            kith.code.lifetime; PT1H; | 1 hour |
            kith.code.max-attempts; 5; | 5 |
            kith.code.pause; PT30S; | 30 seconds |
            kith.code.hourly-limit; 10; | 10 |
            kith.delivery.attempts; 10; | 10 |
            kith.delivery.timeout; PT30S; | 30 seconds |
            """)
    void a_limit_with_a_setting_is_its_default(String key, String value, String shown) {
        assertThat(Setting.all())
                .filteredOn(setting -> setting.key().equals(key))
                .singleElement()
                .satisfies(setting -> assertThat(setting.standard()).contains(value));
        assertThat(row(key)).contains(shown);
    }

    private static String row(String key) {
        List<String> rows = Documents.text(DOCUMENT)
                .lines()
                .filter(line -> line.contains("`" + key + "`") && line.startsWith("|"))
                .toList();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}

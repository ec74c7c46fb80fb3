package dev.kith.it.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.UserSchemas;
import dev.kith.it.processes.Runner;
import dev.kith.it.standalone.Walk.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every schema of the document is registered, and every call of it is made, in the order in which they stand there. */
class SchemaDocumentTest {
    private static final String DOCUMENT = "docs/start/write-a-schema.md";
    private static final String START = "java -XX:+ExitOnOutOfMemoryError -jar kith-standalone.jar ";
    private static final Pattern FILE = Pattern.compile("`(schemas/[a-z]+[.]json)`:");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\{.*})` \\| (At .*) \\|$", Pattern.MULTILINE);
    private static final Pattern DIALECT = Pattern.compile("^\\| `([a-z]+:[^`]+)`.* \\| (draft [-0-9]+) \\| (.*) \\|$");
    private static final String ISSUER = "https://login.example.com";

    @TempDir
    Path folder;

    @Test
    void the_document_can_be_walked_from_its_beginning_to_its_end() throws Exception {
        Files.createDirectories(folder.resolve("schemas"));
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        Files.writeString(folder.resolve("keys.json"), new JWKSet(key.toPublicJWK()).toString());
        List<Block> blocks = Walk.blocks(Documents.text(DOCUMENT)).stream()
                .filter(block -> !block.language().equals("java"))
                .toList();
        Walk walk = new Walk(folder);
        walk.export("JANE", token(key));
        Runner runner = null;
        int schemas = 0;
        int calls = 0;
        try {
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                if (block.language().equals("json")) {
                    write(block);
                    schemas++;
                } else if (block.text().startsWith(START)) {
                    stop(runner);
                    boolean refused = i + 1 < blocks.size()
                            && blocks.get(i + 1).language().equals("text");
                    if (refused) {
                        i++;
                        assertThat(Runner.startInVain(folder, arguments(block)).errors())
                                .contains(blocks.get(i).text());
                    }
                    runner = refused ? null : started(block, walk);
                } else {
                    assertThat(runner).isNotNull();
                    i++;
                    Walk.compare(
                            block.text(),
                            walk.say(runner, block.text()),
                            blocks.get(i).text());
                    calls++;
                }
            }
        } finally {
            stop(runner);
        }
        assertThat(schemas).isEqualTo(3);
        assertThat(calls).isGreaterThan(10);
    }

    private void write(Block block) throws Exception {
        Matcher name = FILE.matcher(block.before());
        assertThat(name.matches()).as(block.before()).isTrue();
        Files.writeString(folder.resolve(name.group(1)), block.text());
    }

    private Runner started(Block block, Walk walk) {
        List<String> arguments = new ArrayList<>(Arrays.asList(arguments(block)));
        arguments.addAll(
                List.of("--kith.jwt.jwks=keys.json", "--kith.jwt.issuer=" + ISSUER, "--kith.jwt.audience=kith"));
        Runner runner = Runner.start(folder, arguments.toArray(String[]::new));
        if (runner.saysToken()) {
            walk.export("TOKEN", runner.token());
        }
        return runner;
    }

    private static String[] arguments(Block block) {
        return block.text().substring(START.length()).split(" ");
    }

    private static void stop(@Nullable Runner runner) {
        if (runner != null) {
            runner.close();
        }
    }

    private static String token(RSAKey key) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience("kith")
                        .subject("jane")
                        .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Test
    void the_lines_of_java_register_a_schema() throws Exception {
        try (Kith kith = kith()) {
            String document = "{\"type\":\"object\"}";

            UserSchemas schemas = kith.userSchemas();
            Outcome<Integer> outcome = schemas.register("person", "Person", JsonText.read(document));
            if (outcome instanceof Outcome.Refused<Integer> refused) {
                throw new IllegalArgumentException(refused.problem().text());
            }

            assertThat(outcome).isEqualTo(Outcome.done(1));
        }
        String here = Documents.text(
                "integration-tests/standalone/src/test/java/dev/kith/it/standalone/SchemaDocumentTest.java");
        assertThat(Documents.blocks("java", Documents.text(DOCUMENT)))
                .singleElement()
                .satisfies(lines -> assertThat(unindented(here)).contains(unindented(lines)));
    }

    private static String unindented(String lines) {
        return lines.lines().map(String::strip).collect(joining("\n"));
    }

    @Test
    void every_schema_that_is_said_to_be_refused_is_refused_with_that_reason() throws Exception {
        List<List<String>> rows = ROW.matcher(Documents.section(DOCUMENT, "What is refused"))
                .results()
                .map(found -> List.of(found.group(1), found.group(2)))
                .toList();
        assertThat(rows).hasSizeGreaterThan(8);
        try (Kith kith = kith()) {
            for (List<String> row : rows) {
                assertThat(kith.userSchemas().register("refused", "refused", JsonText.read(row.get(0))))
                        .as(row.get(0))
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.problem().text()).isEqualTo(row.get(1)));
            }
        }
    }

    @Test
    void every_dialect_that_is_named_is_known() throws Exception {
        List<Matcher> rows = Documents.section(DOCUMENT, "Dialects")
                .lines()
                .map(DIALECT::matcher)
                .filter(Matcher::matches)
                .toList();
        assertThat(rows).hasSize(6);
        try (Kith kith = kith()) {
            for (Matcher row : rows) {
                String name = "d" + row.group(1).replaceAll("[^0-9a-z]", "");
                String schema = "{\"$schema\":\"" + row.group(1)
                        + "\",\"properties\":{\"mail\":{\"format\":\"email\","
                        + "\"urn:zitadel:schema:permission\":{\"owner\":\"rw\"}}}}";
                assertThat(kith.userSchemas().register(name, name, JsonText.read(schema)))
                        .isEqualTo(Outcome.done(1));
                assertThat(takes(kith, name, "\"no address\""))
                        .as(row.group(1))
                        .isEqualTo(row.group(3).equals("a remark, not checked"));
            }
        }
    }

    /** Whether a user with this mail address fits a schema. */
    private static boolean takes(Kith kith, String schema, String mail) throws Exception {
        Json.Obj data = (Json.Obj) JsonText.read("{\"mail\":" + mail + "}");
        CreateUser command = new CreateUser(
                Preconditions.inOrganization("default"), new NewUser(schema, data, null, "user-" + schema));
        return kith.userAccounts().create(Caller.of("administrator", Set.of("IAM_OWNER")), command)
                instanceof Outcome.Done;
    }

    private static Kith kith() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Kith.builder()
                .setting("kith.delivery.enabled", "false")
                .setting("kith.notifier", "log")
                .setting("kith.code-generator", "secure-random")
                .dataSource(database)
                .start();
    }
}

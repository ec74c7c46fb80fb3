package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.it.processes.Runner;
import dev.kith.it.standalone.Walk.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call of the document is made, in the order in which they stand there. */
class ManageSchemasDocumentTest {
    static final String DOCUMENT = "docs/manage-schemas.md";

    @TempDir
    Path folder;

    @Test
    void every_call_that_is_shown_has_the_answer_that_is_shown() throws Exception {
        List<Block> blocks = Walk.blocks(Documents.text(DOCUMENT));
        assertThat(blocks.get(0).text()).isEqualTo("export TOKEN=the-token-that-was-printed");
        try (Runner runner = Runner.start(folder)) {
            Walk walk = new Walk(folder);
            walk.export("TOKEN", runner.token());
            String schema = "";
            for (int i = 1; i < blocks.size(); i += 2) {
                assertThat(blocks.get(i).language()).isEqualTo("sh");
                assertThat(blocks.get(i + 1).language()).isEqualTo("json");
                String call = blocks.get(i).text();
                String said = walk.say(runner, call);
                if (schema.isEmpty()) {
                    schema = id(said);
                    walk.export("SCHEMA", schema);
                }
                Walk.compare(call, said, blocks.get(i + 1).text().replace("$SCHEMA", schema));
            }
        }
    }

    private static String id(String said) throws JsonText.Unreadable {
        Json.Obj details = (Json.Obj) Objects.requireNonNull(((Json.Obj) JsonText.read(said)).get("details"));
        return ((Json.Text) Objects.requireNonNull(details.get("id"))).value();
    }
}

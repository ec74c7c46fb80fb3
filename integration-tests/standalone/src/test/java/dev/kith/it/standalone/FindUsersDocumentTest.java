package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import dev.kith.it.standalone.Walk.Block;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call of the document is made, in the order in which they stand there. */
class FindUsersDocumentTest {
    static final String DOCUMENT = "docs/find-users.md";

    @TempDir
    Path folder;

    @Test
    void every_call_that_is_shown_has_the_answer_that_is_shown() throws Exception {
        List<Block> blocks = Walk.blocks(Documents.text(DOCUMENT));
        assertThat(blocks.get(0).text()).isEqualTo("export TOKEN=the-token-that-was-printed");
        try (Runner runner = Runner.start(folder)) {
            Walk walk = new Walk(folder);
            walk.export("TOKEN", runner.token());
            for (int i = 1; i < blocks.size(); i += 2) {
                assertThat(blocks.get(i).language()).isEqualTo("sh");
                assertThat(blocks.get(i + 1).language()).isEqualTo("json");
                String call = blocks.get(i).text();
                Walk.compare(call, walk.say(runner, call), blocks.get(i + 1).text());
            }
        }
    }
}

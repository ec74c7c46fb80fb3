package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.Runner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever types what the first steps say gets the answers that stand there. */
class WalkTest {
    private static final String WALK = "docs/start/walk.md";
    private static final String CREATE = "docs/start/create-a-user.md";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)\n```$");

    @TempDir
    Path folder;

    @Test
    void the_long_walk_gets_its_answers() {
        try (Runner runner = Runner.start(folder)) {
            assertThat(walk(WALK, runner)).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void a_user_is_created_and_refused_as_it_is_said() {
        String schema =
                Documents.blocks("sh", Documents.section(CREATE, "1. A schema")).get(0);
        Runner.shell(folder, Map.of(), schema);
        try (Runner runner = Runner.start(folder, "--kith.schemas.directory=schemas")) {
            assertThat(walk(CREATE, runner)).isGreaterThanOrEqualTo(6);
        }
    }

    /** Types all lines of a document; gives back how many answers were compared. */
    private int walk(String document, Runner runner) {
        Shell shell = new Shell(folder, runner);
        List<MatchResult> blocks =
                BLOCK.matcher(Documents.text(document)).results().toList();
        int compared = 0;
        String said = "";
        for (MatchResult block : blocks) {
            if (block.group(1).equals("sh")) {
                said = shell.type(block.group(2));
            } else {
                assertThat(lasting(said)).isEqualTo(lasting(block.group(2)));
                compared++;
            }
        }
        return compared;
    }

    /** An answer without what is another one each time: moments, ids that are made, codes. */
    private static String lasting(String answer) {
        return answer.replaceAll("\"[0-9T:.-]+Z\"", "\"(time)\"")
                .replaceAll("\"[0-9]{16,}\"", "\"(id)\"")
                .replaceAll("\"emailCode\":\"[A-Z0-9]{6}\"", "\"emailCode\":\"(code)\"");
    }
}

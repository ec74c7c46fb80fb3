package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.boot.config.Setting;
import dev.kith.standalone.ProgramSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents call a setting is one. */
class NamesTest {
    private static final Pattern IN_LINES = Pattern.compile("`(?:--)?(kith\\.[a-z][a-z.-]*[a-z])(?:=[^`]*)?`");
    private static final Pattern IN_BLOCKS = Pattern.compile("(?m)^(kith\\.[a-z.-]+)\\s*=");

    @Test
    void settings_that_are_named_exist() {
        Set<String> settings = Stream.concat(Setting.all().stream(), ProgramSetting.all().stream())
                .map(Setting::key)
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        for (Path document : Documents.all()) {
            String text = withoutPlanned(Documents.read(document));
            named(text).filter(name -> !settings.contains(name)).forEach(name -> unknown.add(document + ": " + name));
        }

        assertThat(unknown).isEmpty();
    }

    /** A ruling of the contract that is planned may name a setting that does not exist yet. */
    private static String withoutPlanned(String text) {
        return Pattern.compile("(?m)^(?=#{2,3} )")
                .splitAsStream(text)
                .filter(section -> !section.startsWith("### R") || !section.contains("**Status: planned"))
                .collect(Collectors.joining());
    }

    private static Stream<String> named(String text) {
        Stream<String> inBlocks = Documents.blocks("properties", text).stream()
                .flatMap(block -> IN_BLOCKS.matcher(block).results().map(NamesTest::name));
        Stream<String> inLines = IN_LINES.matcher(text)
                .results()
                .map(NamesTest::name)
                // Files are named after the project, too, and plugins have settings that they alone know.
                .filter(name -> !name.matches("kith\\.(properties|war|jar)|kith\\.plugin\\.[a-z-]+\\.[a-z-]+"));
        return Stream.concat(inBlocks, inLines);
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }
}

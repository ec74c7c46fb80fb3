package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.it.processes.Runner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types the lines of a document into a shell, and compares what comes back with what the document shows. */
final class Walk {
    private static final Pattern BLOCK =
            Pattern.compile("^([^\n]*)\n\n?```([a-z]*)\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d([.]\\d+)?Z");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{6}");

    private final Path folder;
    private final Map<String, String> variables = new LinkedHashMap<>();

    Walk(Path folder) {
        this.folder = folder;
    }

    /**
     * A block of a document.
     *
     * @param before the line before it
     * @param language its language
     * @param text its lines
     */
    record Block(String before, String language, String text) {}

    /** The blocks of a text, in their order. */
    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            blocks.add(new Block(found.group(1), found.group(2), found.group(3)));
        }
        return blocks;
    }

    void export(String name, String value) {
        variables.put(name, value);
    }

    /** What a line says where the server listens; a code that it says is {@code $CODE} from then on. */
    String say(Runner runner, String line) throws JsonText.Unreadable {
        String here = line.replace("http://127.0.0.1:8080", runner.url().toString());
        String said = Runner.shell(folder, variables, here);
        if (JsonText.read(said) instanceof Json.Obj answer
                && answer.get("verificationCode") instanceof Json.Text code) {
            export("CODE", code.value());
        }
        return said;
    }

    /** The answer is the one that is shown, but for the moment at which it was given and the code that was drawn. */
    static void compare(String line, String said, String shown) throws JsonText.Unreadable {
        assertThat(timeless(JsonText.read(said))).as(line).isEqualTo(timeless(JsonText.read(shown)));
    }

    private static Json timeless(Json value) {
        if (value instanceof Json.Obj object) {
            Map<String, Json> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, timeless(name, member)));
            return new Json.Obj(members);
        }
        if (value instanceof Json.Arr array) {
            return new Json.Arr(array.items().stream().map(Walk::timeless).toList());
        }
        return value;
    }

    private static Json timeless(String name, Json member) {
        if (member instanceof Json.Text text) {
            boolean time = TIME.matcher(text.value()).matches();
            boolean code = name.endsWith("Code") && CODE.matcher(text.value()).matches();
            return time ? new Json.Text("a time") : code ? new Json.Text("a code") : member;
        }
        return timeless(member);
    }
}

package dev.kith.standalone.users;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of an import from exports of another server, one user at a time: everything else of an export is read past. For one
 * thread.
 */
final class UserConverter {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private final ForeignUsers foreign;
    private final @Nullable String organization;
    private final PrintStream out;
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();
    private int converted;

    /**
     * Converts exports.
     *
     * @param origin whose
     * @param organization the organization of all users, {@code null} for what the export says
     * @param out gets the lines
     */
    UserConverter(ExportOrigin origin, @Nullable String organization, PrintStream out) {
        this.foreign = origin == ExportOrigin.KEYCLOAK ? new KeycloakUsers() : new ZitadelUsers();
        this.organization = organization;
        this.out = out;
    }

    /** How many users there were. */
    int converted() {
        return converted;
    }

    /** How many users were left out, and why. */
    Map<String, Integer> leftOut() {
        return leftOut;
    }

    /** Converts a file. */
    void convert(InputStream export) throws IOException {
        try (JsonParser parser = PROVIDER.createParser(export)) {
            walk(parser);
        } catch (JsonException e) {
            throw new IOException("the export is not JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    private void walk(JsonParser parser) throws IOException {
        Deque<String> path = new ArrayDeque<>();
        String name = "";
        String owner = null;
        while (parser.hasNext()) {
            Event event = parser.next();
            switch (event) {
                case KEY_NAME -> name = parser.getString();
                case VALUE_STRING -> {
                    owner = name.equals(foreign.ownerMember()) ? parser.getString() : owner;
                    name = "";
                }
                case START_ARRAY, START_OBJECT -> {
                    if (event == Event.START_OBJECT && foreign.holdsUsers(names(path))) {
                        convert(read(parser), owner);
                    } else {
                        path.addLast(name);
                    }
                    name = "";
                }
                case END_ARRAY, END_OBJECT -> path.removeLast();
                default -> name = "";
            }
        }
    }

    /** The names on the way to where the parser is; what has none is left out. */
    private static String names(Deque<String> path) {
        StringBuilder names = new StringBuilder();
        for (String name : path) {
            names.append(name.isEmpty() ? "" : "/" + name);
        }
        return names.toString();
    }

    private static Json.Obj read(JsonParser parser) throws IOException {
        try {
            return (Json.Obj) JsonText.read(parser.getObject().toString());
        } catch (JsonText.Unreadable e) {
            throw new IOException("a user of the export cannot be read: " + e.getMessage(), e);
        }
    }

    private void convert(Json.Obj user, @Nullable String owner) {
        Optional<String> fault = foreign.leaveOut(user);
        if (fault.isPresent()) {
            leftOut.merge(fault.get(), 1, Integer::sum);
            return;
        }
        Json.Obj line = foreign.line(user, organization == null ? owner : organization);
        if (organization != null) {
            line = line.with("organizationId", new Json.Text(organization));
        }
        byte[] bytes = (JsonText.write(line) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        converted++;
    }
}

package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.core.Documents.SchemaRefused;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** The vetting of documents that are to become schemas, whichever way they come in (contract, ruling R28). */
public final class SchemaVetting {
    private static final Logger LOG = System.getLogger(SchemaVetting.class.getName());

    private SchemaVetting() {}

    /**
     * Vets a document.
     *
     * @param documents vets it
     * @param document the document
     * @return the places of rules that tie what a role may write to what it may not read; or the refusal, with the place in the
     *     document
     */
    public static Outcome<List<String>> vet(Documents documents, Json document) {
        try {
            return Outcome.done(documents.vet(document));
        } catch (SchemaRefused refused) {
            return Outcome.refused(refused.problem());
        }
    }

    /**
     * Warns of rules that tie what a role may write to what it may not read.
     *
     * @param id the id of the schema that was stored
     * @param ties where these rules are; empty for none
     */
    public static void warn(String id, List<String> ties) {
        if (!ties.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "schema={0} rules={1}: these rules tie what a role may write to what it may not read,"
                            + " so a refusal can tell it something about hidden values",
                    JsonText.write(new Json.Text(id)),
                    JsonText.write(
                            new Json.Arr(ties.stream().<Json>map(Json.Text::new).toList())));
        }
    }
}

package dev.kith.transport.rest;

import static dev.kith.transport.rest.ResponseJson.list;
import static dev.kith.transport.rest.ResponseJson.number;
import static dev.kith.transport.rest.ResponseJson.time;

import dev.kith.api.Json;
import dev.kith.api.schemas.SchemaDetails;
import dev.kith.api.schemas.SchemaImpact;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.UserSchemaPage;
import dev.kith.api.schemas.UserSchemaView;
import dev.kith.transport.rest.ResponseJson.MemberCollector;

/** The response messages about schemas in their JSON form, like {@link ResponseJson}. */
final class SchemaJson {
    private SchemaJson() {}

    static Json.Obj receipt(SchemaReceipt receipt) {
        return new MemberCollector()
                .put("details", receipt.details() == null ? null : details(receipt.details()))
                .put("kithImpact", receipt.impact() == null ? null : impact(receipt.impact()))
                .done();
    }

    static Json.Obj got(UserSchemaView schema) {
        return new MemberCollector().put("userSchema", schema(schema)).done();
    }

    static Json.Obj found(UserSchemaPage page) {
        return new MemberCollector()
                .put("details", ResponseJson.listDetails(page.limit(), page.total(), page.timestamp()))
                .putText("sortingColumn", "FIELD_NAME_" + page.column())
                .put("result", list(page.schemas(), SchemaJson::schema))
                .done();
    }

    private static Json.Obj schema(UserSchemaView schema) {
        Json.Obj config = new MemberCollector()
                .putText("type", schema.type())
                .put("schema", schema.document())
                .put(
                        "possibleAuthenticators",
                        list(schema.authenticators(), type -> new Json.Text("AUTHENTICATOR_TYPE_" + type.name())))
                .done();
        return new MemberCollector()
                .put("details", details(schema.details()))
                .put("config", config)
                .putText("state", "STATE_" + schema.state().name())
                .put("revision", number(schema.revision()))
                .done();
    }

    private static Json.Obj details(SchemaDetails details) {
        Json.Obj owner = new MemberCollector()
                .putText("type", "OWNER_TYPE_INSTANCE")
                .putText("id", details.instance())
                .done();
        return new MemberCollector()
                .putText("id", details.id())
                .put("created", details.created() == null ? null : time(details.created()))
                .put("changed", details.changed() == null ? null : time(details.changed()))
                .put("owner", owner)
                .done();
    }

    private static Json.Obj impact(SchemaImpact impact) {
        return new MemberCollector()
                .put("revision", number(impact.revision()))
                .put("users", number(impact.users()))
                .put("checked", number(impact.checked()))
                .put("failing", number(impact.failing()))
                .put("complete", Json.Bool.of(impact.complete()))
                .put("samples", list(impact.samples(), SchemaJson::sample))
                .done();
    }

    private static Json.Obj sample(SchemaImpact.Sample sample) {
        return new MemberCollector()
                .putText("userId", sample.userId())
                .put(
                        "violations",
                        list(
                                sample.places(),
                                place -> new MemberCollector()
                                        .putText("field", place.field())
                                        .putText("reason", place.reason())
                                        .done()))
                .done();
    }
}

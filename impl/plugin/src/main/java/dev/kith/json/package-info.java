/**
 * JSON documents: schemas, the permission keyword, merge patch and JSON patch. The only room that knows the schema library
 * and the regular expression engine.
 *
 * <p>A schema goes through here once per revision: {@link dev.kith.json.SchemaReader} vets it and makes a graph of
 * {@link dev.kith.json.Subschema}s of it. That graph is handed to the library for validation, without identifiers and with
 * every reference resolved, and it is walked for the permission keyword. So what has been vetted is what runs.
 */
@NullMarked
package dev.kith.json;

import org.jspecify.annotations.NullMarked;

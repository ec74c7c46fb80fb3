/**
 * JSON documents: schemas and the permission keyword. The only package that uses the schema library and the regular
 * expression engine.
 *
 * <p>A schema is processed once per revision: {@link dev.kith.json.SchemaReader} vets it and builds a graph of
 * {@link dev.kith.json.Subschema}s from it. That graph is passed to the library for validation, without identifiers and
 * with every reference resolved, and it is traversed for the permission keyword. So exactly what has been vetted is
 * executed.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.json;

import org.jspecify.annotations.NullMarked;

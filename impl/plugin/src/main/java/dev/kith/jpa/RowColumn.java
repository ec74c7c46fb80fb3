package dev.kith.jpa;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, and where its value is.
 *
 * @param name the name in the scripts
 * @param value reads the value of a row
 * @param <T> the rows
 */
record RowColumn<T>(String name, Function<T, @Nullable Object> value) {}

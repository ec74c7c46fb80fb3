package dev.kith.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an insert of many rows writes: everything that a row has. */
class RowColumnTest {
    @Test
    void every_column_of_a_row_is_inserted() {
        assertThat(names(UserRow.COLUMNS)).isEqualTo(columns(UserRow.class));
        assertThat(names(ContactRow.COLUMNS)).isEqualTo(columns(ContactRow.class));
        assertThat(names(MessageRow.COLUMNS)).isEqualTo(columns(MessageRow.class));
    }

    private static <T> List<String> names(List<RowColumn<T>> columns) {
        return columns.stream().map(RowColumn::name).sorted().toList();
    }

    private static List<String> columns(Class<?> row) {
        return Arrays.stream(row.getDeclaredFields())
                .map(field -> field.getAnnotation(Column.class))
                .filter(Objects::nonNull)
                .map(Column::name)
                .sorted()
                .toList();
    }
}

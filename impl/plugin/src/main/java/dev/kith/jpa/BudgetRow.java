package dev.kith.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

/** The number of codes, or of notices, to a recipient in the current window; of notices also in those that follow. */
@Entity(name = "KithBudget")
@Table(name = "kith_budget", indexes = @Index(name = "kith_budget_window", columnList = "window_start"))
@IdClass(RowKey.class)
@Cacheable(false)
public class BudgetRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    /** The recipient, as a keyed hash. */
    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    @Column(name = "window_start", nullable = false)
    long windowStart;

    @Column(name = "spent", nullable = false)
    int spent;

    /** For the persistence provider. */
    protected BudgetRow() {}

    BudgetRow(String instance, String recipient, long windowStart) {
        this.instance = instance;
        this.id = recipient;
        this.windowStart = windowStart;
        this.spent = 1;
    }
}

package dev.kith.jpa;

import dev.kith.core.AnswerStore.KeptAnswer;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

/** An answer that is kept for the retries of its call. */
@Entity(name = "KithAnswer")
@Table(
        name = "kith_answer",
        indexes = {
            @Index(name = "kith_answer_caller", columnList = "caller, ends"),
            @Index(name = "kith_answer_user", columnList = "user_id"),
            @Index(name = "kith_answer_ends", columnList = "ends")
        })
@IdClass(RowKey.class)
@Cacheable(false)
public class AnswerRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    /** The key together with its caller, as a keyed hash. */
    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    /** The caller, as a keyed hash. */
    @Column(name = "caller", length = Columns.SHORT, nullable = false)
    String caller;

    /** The user that the answer is about. */
    @Column(name = "user_id", length = Columns.TEXT, nullable = false)
    String userId;

    /** The call, as a keyed hash. */
    @Column(name = "fingerprint", length = Columns.SHORT, nullable = false)
    String fingerprint;

    @Column(name = "sealed_key", length = Columns.TEXT, nullable = false)
    String sealedKey;

    /** The answer. */
    @Column(name = "sealed_answer", length = Columns.ANSWER, nullable = false)
    String sealedAnswer;

    @Column(name = "ends", nullable = false)
    long ends;

    /** For the persistence provider. */
    protected AnswerRow() {}

    AnswerRow(String instance, KeptAnswer answer) {
        this.instance = instance;
        this.id = answer.id();
        this.caller = answer.caller();
        this.userId = answer.userId();
        this.fingerprint = answer.fingerprint();
        this.sealedKey = answer.answer().keyId();
        this.sealedAnswer = answer.answer().text();
        this.ends = EpochMicros.of(answer.ends());
    }
}

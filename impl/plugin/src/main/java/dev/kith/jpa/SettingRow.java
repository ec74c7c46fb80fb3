package dev.kith.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A setting that all nodes need to have alike. */
@Entity(name = "KithSetting")
@Table(name = "kith_setting")
@IdClass(RowKey.class)
@Cacheable(false)
public class SettingRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    /** The setting's key. */
    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    @Column(name = "setting", length = Columns.SHORT, nullable = false)
    String setting;

    /** For the persistence provider. */
    protected SettingRow() {}

    SettingRow(String instance, String id, String setting) {
        this.instance = instance;
        this.id = id;
        this.setting = setting;
    }
}

package dev.kith.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** An organization. */
@Entity(name = "KithOrganization")
@Table(
        name = "kith_organization",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "kith_organization_domain",
                        columnNames = {"instance_id", "domain_claim"}))
@IdClass(RowKey.class)
@Cacheable(false)
public class OrganizationRow {
    @Id
    @Column(name = "instance_id", length = Columns.TEXT, nullable = false)
    String instance;

    @Id
    @Column(name = "id", length = Columns.TEXT, nullable = false)
    String id;

    /** The domain in lower case; unique, see {@link UniqueClaim}. */
    @Column(name = "domain_claim", length = Columns.CLAIM, nullable = false)
    String domainClaim;

    /** For the persistence provider. */
    protected OrganizationRow() {}

    OrganizationRow(String instance, String id, String domainClaim) {
        this.instance = instance;
        this.id = id;
        this.domainClaim = domainClaim;
    }
}

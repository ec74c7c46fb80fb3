package dev.kith.it.databases;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kith.it.engines.Database;
import dev.kith.jpa.OlderMigrations;
import dev.kith.jpa.UnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that scripts can have are found, and reported with the script, the table, the column and the entity. */
class SchemaComparisonTest {

    @Test
    void the_columns_that_the_second_script_of_h2_makes_too_short_are_found() throws SQLException {
        assertThat(differences(DatabaseParameter.H2_HIBERNATE, 2, null))
                .contains(
                        "h2/2.sql: column id of table kith_undone is TEXT of length 200 not null,"
                                + " UndoneRow wants TEXT of length 400 not null",
                        "h2/2.sql: column instance_id of table kith_undone is TEXT of length 200 not null,"
                                + " UndoneRow wants TEXT of length 400 not null",
                        "h2/2.sql: column user_id of table kith_undone is TEXT of length 200 not null,"
                                + " UndoneRow wants TEXT of length 400 not null");
    }

    @Test
    void what_a_later_script_makes_is_missing_before() throws SQLException {
        assertThat(differences(DatabaseParameter.POSTGRESQL_HIBERNATE, 3, null))
                .containsExactly(
                        "postgresql/3.sql: table kith_answer is missing, AnswerRow wants it",
                        "postgresql/1.sql: index kith_budget_window of table kith_budget is (instance_id, window_start),"
                                + " BudgetRow wants (window_start)",
                        "postgresql/3.sql: table kith_claim is missing, ClaimRow wants it",
                        "postgresql/1.sql: column address_folded of table kith_contact is missing,"
                                + " ContactRow wants TEXT of length 400",
                        "postgresql/1.sql: column notice_count of table kith_contact is missing,"
                                + " ContactRow wants INTEGER not null",
                        "postgresql/1.sql: column notice_window of table kith_contact is missing,"
                                + " ContactRow wants LONG",
                        "postgresql/1.sql: column proof_by_other of table kith_contact is missing,"
                                + " ContactRow wants BOOLEAN not null",
                        "postgresql/1.sql: column proof_page_guesses of table kith_contact is missing,"
                                + " ContactRow wants INTEGER not null",
                        "postgresql/1.sql: column redeemed_at of table kith_contact is missing,"
                                + " ContactRow wants LONG",
                        "postgresql/1.sql: column redeemed_guesses of table kith_contact is missing,"
                                + " ContactRow wants INTEGER not null",
                        "postgresql/1.sql: column redeemed_hash of table kith_contact is missing,"
                                + " ContactRow wants TEXT of length 100",
                        "postgresql/1.sql: column redeemed_id of table kith_contact is missing,"
                                + " ContactRow wants TEXT of length 200",
                        "postgresql/1.sql: column redeemed_key of table kith_contact is missing,"
                                + " ContactRow wants TEXT of length 200",
                        "postgresql/1.sql: index kith_contact_address of table kith_contact is missing,"
                                + " ContactRow wants (address)",
                        "postgresql/1.sql: index kith_contact_folded of table kith_contact is missing,"
                                + " ContactRow wants (address_folded)",
                        "postgresql/1.sql: index kith_contact_redeemed of table kith_contact is missing,"
                                + " ContactRow wants (redeemed_at)",
                        "postgresql/1.sql: column retired of table kith_key is missing, KeyRow wants LONG",
                        "postgresql/2.sql: column queue of table kith_message is missing,"
                                + " MessageRow wants TEXT of length 211 not null",
                        "postgresql/1.sql: index kith_message_closed of table kith_message is (instance_id, closed),"
                                + " MessageRow wants (closed)",
                        "postgresql/1.sql: index kith_message_due of table kith_message is (instance_id, status, due),"
                                + " MessageRow wants (status, queue, due)",
                        "postgresql/1.sql: index kith_message_user of table kith_message is (instance_id, user_id),"
                                + " MessageRow wants (user_id)",
                        "postgresql/1.sql: column authenticators of table kith_schema is missing,"
                                + " SchemaRow wants TEXT of length 1000",
                        "postgresql/1.sql: column changed of table kith_schema is missing, SchemaRow wants LONG",
                        "postgresql/1.sql: column created of table kith_schema is missing, SchemaRow wants LONG",
                        "postgresql/1.sql: column in_folder of table kith_schema is missing,"
                                + " SchemaRow wants BOOLEAN not null",
                        "postgresql/1.sql: column type_claim of table kith_schema is TEXT of length 201 not null,"
                                + " SchemaRow wants TEXT of length 401 not null",
                        "postgresql/1.sql: column type_folded of table kith_schema is missing,"
                                + " SchemaRow wants TEXT of length 400",
                        "postgresql/1.sql: column version of table kith_schema is missing, SchemaRow wants LONG not null",
                        "postgresql/3.sql: table kith_setting is missing, SettingRow wants it",
                        "postgresql/3.sql: table kith_undo is missing, UndoRow wants it",
                        "postgresql/2.sql: index kith_undone_moment of table kith_undone is (instance_id, moment),"
                                + " UndoneRow wants (moment)",
                        "postgresql/2.sql: index kith_undone_user of table kith_undone is (instance_id, user_id),"
                                + " UndoneRow wants (user_id)",
                        "postgresql/1.sql: column id_folded of table kith_user is missing,"
                                + " UserRow wants TEXT of length 400",
                        "postgresql/1.sql: column organization_folded of table kith_user is missing,"
                                + " UserRow wants TEXT of length 400",
                        "postgresql/1.sql: index kith_user_created of table kith_user is missing,"
                                + " UserRow wants (created, id, instance_id)",
                        "postgresql/1.sql: index kith_user_organization of table kith_user is missing,"
                                + " UserRow wants (organization_id, instance_id, created, id)",
                        "postgresql/1.sql: index kith_user_schema of table kith_user is missing,"
                                + " UserRow wants (instance_id, schema_id, id)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            drop table kith_token | wrong.sql: table kith_token is missing, TokenRow wants it
            create table kith_more (id integer) | wrong.sql: table kith_more is there, no entity wants it
            alter table kith_undone drop column made | wrong.sql: column made of table kith_undone is missing, UndoneRow wants LONG not null
            alter table kith_undone add column more integer | wrong.sql: column more of table kith_undone is INTEGER, UndoneRow wants none
            alter table kith_user rename column data to more | wrong.sql: column data of table kith_user is missing, UserRow wants DOCUMENT not null; wrong.sql: column more of table kith_user is DOCUMENT not null, UserRow wants none
            alter table kith_message alter column reason set data type varchar(399) | wrong.sql: column reason of table kith_message is TEXT of length 399, MessageRow wants TEXT of length 400
            alter table kith_message alter column reason set not null | wrong.sql: column reason of table kith_message is TEXT of length 400 not null, MessageRow wants TEXT of length 400
            alter table kith_contact alter column verified drop not null | wrong.sql: column verified of table kith_contact is BOOLEAN, ContactRow wants BOOLEAN not null
            alter table kith_budget alter column spent set data type bigint | wrong.sql: column spent of table kith_budget is LONG not null, BudgetRow wants INTEGER not null
            alter table kith_token alter column roles set data type varchar(400) | wrong.sql: column roles of table kith_token is TEXT of length 400 not null, TokenRow wants DOCUMENT not null
            drop index kith_undone_user | wrong.sql: index kith_undone_user of table kith_undone is missing, UndoneRow wants (user_id)
            create index kith_more on kith_undone (made) | wrong.sql: index kith_more of table kith_undone is (made), UndoneRow wants none
            create unique index kith_more on kith_key (id) | wrong.sql: index kith_more of table kith_key is unique (id), KeyRow wants none
            create index kith_more on kith_key (created desc) | wrong.sql: index kith_more of table kith_key is (created desc), KeyRow wants none
            drop index kith_message_due; create index kith_message_due on kith_message (instance_id, due, status) | wrong.sql: index kith_message_due of table kith_message is (instance_id, due, status), MessageRow wants (status, queue, due)
            alter table kith_schema drop constraint kith_schema_type | wrong.sql: index kith_schema_type of table kith_schema is missing, SchemaRow wants unique (instance_id, type_claim)
            alter table kith_organization add constraint kith_more unique (id) | wrong.sql: index kith_more of table kith_organization is unique (id), OrganizationRow wants none
            alter table kith_key drop primary key; alter table kith_key add primary key (id, instance_id) | wrong.sql: the primary key of table kith_key is [id, instance_id], KeyRow wants [instance_id, id]
            alter table kith_migration alter column node set data type varchar(99) | wrong.sql: column node of table kith_migration is TEXT of length 99 not null, Migrations wants TEXT of length 100 not null
            """)
    void a_wrong_script_is_named_with_what_it_has_wrong(String script, String sentences) throws SQLException {
        assertThat(differences(DatabaseParameter.H2_HIBERNATE, OlderMigrations.NEWEST, script))
                .containsExactly(sentences.split("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POSTGRESQL_HIBERNATE | alter table kith_undone alter column user_id set data type varchar(199) | wrong.sql: column user_id of table kith_undone is TEXT of length 199 not null, UndoneRow wants TEXT of length 200 not null
            POSTGRESQL_HIBERNATE | alter table kith_undone alter column user_id drop not null | wrong.sql: column user_id of table kith_undone is TEXT of length 200, UndoneRow wants TEXT of length 200 not null
            POSTGRESQL_HIBERNATE | drop index kith_undone_user | wrong.sql: index kith_undone_user of table kith_undone is missing, UndoneRow wants (user_id)
            POSTGRESQL_HIBERNATE | alter table kith_schema drop constraint kith_schema_type | wrong.sql: index kith_schema_type of table kith_schema is missing, SchemaRow wants unique (instance_id, type_claim)
            MARIADB_HIBERNATE | alter table kith_undone modify user_id varchar(199) not null | wrong.sql: column user_id of table kith_undone is TEXT of length 199 not null, UndoneRow wants TEXT of length 200 not null
            MARIADB_HIBERNATE | alter table kith_undone modify user_id varchar(200) | wrong.sql: column user_id of table kith_undone is TEXT of length 200, UndoneRow wants TEXT of length 200 not null
            MARIADB_HIBERNATE | drop index kith_undone_user on kith_undone | wrong.sql: index kith_undone_user of table kith_undone is missing, UndoneRow wants (user_id)
            MARIADB_HIBERNATE | drop index kith_schema_type on kith_schema | wrong.sql: index kith_schema_type of table kith_schema is missing, SchemaRow wants unique (instance_id, type_claim)
            """)
    void what_other_databases_have_wrong_is_found_as_well(DatabaseParameter lane, String script, String sentence)
            throws SQLException {
        assertThat(differences(lane, OlderMigrations.NEWEST, script)).containsExactly(sentence);
    }

    private static List<String> differences(DatabaseParameter lane, int last, @Nullable String wrong)
            throws SQLException {
        Database database = lane.engine.freshDatabase();
        try (HikariDataSource pool = Store.pool(database, 2);
                EntityManagerFactory factory = Store.open(lane, pool)) {
            EntityTables entities = EntityTables.byScripts(lane.engine, factory.getMetamodel());
            SchemaHistory history = SchemaHistory.ofScripts(last, database, UnitOfWork.local(factory));
            if (wrong != null) {
                execute(database, wrong);
                history.add("wrong.sql", database);
            }
            return SchemaComparison.differences(entities, history);
        }
    }

    private static void execute(Database database, String script) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String one : script.split(";")) {
                statement.execute(one);
            }
        }
    }
}

package dev.kith.standalone.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.KithStartException;
import dev.kith.api.transfer.ImportMode;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.standalone.users.UsersRequest.ConvertUsers;
import dev.kith.standalone.users.UsersRequest.ExportUsers;
import dev.kith.standalone.users.UsersRequest.ImportUsers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the commands about users are written. */
class UsersRequestTest {
    @Test
    void options_may_stand_anywhere() {
        assertThat(read("import users.jsonl"))
                .isEqualTo(new ImportUsers(Path.of("users.jsonl"), ImportOptions.DEFAULTS, null));
        assertThat(
                        read(
                                "import --mode=merge --dry-run - --organization=o --schema=s --from-line=7 --report=r --no-events"))
                .isEqualTo(new ImportUsers(
                        null, new ImportOptions("o", "s", null, ImportMode.MERGE, true, 7, false), Path.of("r")));
        assertThat(read("import f --schema-type=t"))
                .isEqualTo(new ImportUsers(
                        Path.of("f"), new ImportOptions(null, null, "t", ImportMode.CREATE, false, 1, true), null));
        assertThat(read("export")).isEqualTo(new ExportUsers(null, null));
        assertThat(read("export f --id=u")).isEqualTo(new ExportUsers("u", Path.of("f")));
        assertThat(read("convert keycloak a b --organization=o"))
                .isEqualTo(new ConvertUsers(ExportOrigin.KEYCLOAK, List.of("a", "b"), "o"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "import a b", "export a b", "convert keycloak", "convert okta a", "erase x"})
    void other_words_are_no_such_request(String words) {
        assertThat(UsersRequest.read(List.of(words.split(" ")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import f --mod=merge",
                "import f --mode=replace",
                "import f --from-line=0",
                "import f --from-line=x",
                "import f --schema=a --schema-type=b",
                "export --dry-run",
                "convert zitadel f --id=1"
            })
    void an_option_that_is_not_understood_ends_the_command(String words) {
        assertThatThrownBy(() -> UsersRequest.read(List.of(words.split(" "))))
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("--");
    }

    private static UsersRequest read(String words) {
        return UsersRequest.read(List.of(words.split(" "))).orElseThrow();
    }
}

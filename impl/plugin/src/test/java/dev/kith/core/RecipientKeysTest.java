package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientKeysTest {
    @ParameterizedTest
    @CsvSource({
        "mini@mouse.com, Mini@Mouse.com",
        "mini@mouse.com, mini+tag@mouse.com",
        "minimouse@gmail.com, mini.mouse+x@googlemail.com",
        "mini.mouse@pm.me, minimouse+x@ProtonMail.com",
        "mini@icloud.com, Mini@me.com",
        "mini@ya.ru, mini@yandex.com",
        "+tag@mouse.com, +Tag@mouse.com",
        "mini@xn--bcher-kva.example, Mini@XN--BCHER-KVA.example",
        "mini@xn--bcher-kva.example, mini+tag@Xn--Bcher-Kva.EXAMPLE"
    })
    void spellings_of_one_mailbox_share_a_budget(String one, String other) {
        assertThat(RecipientKeys.normalForm(ContactChannel.EMAIL, other))
                .isEqualTo(RecipientKeys.normalForm(ContactChannel.EMAIL, one));
    }

    @ParameterizedTest
    @CsvSource({"mini@mouse.com, max@mouse.com", "mini.mouse@x.ch, minimouse@x.ch", "a@x.ch, a@y.ch"})
    void different_mailboxes_do_not(String one, String other) {
        assertThat(RecipientKeys.normalForm(ContactChannel.EMAIL, other))
                .isNotEqualTo(RecipientKeys.normalForm(ContactChannel.EMAIL, one));
    }
}

package dev.kith.core;

import static dev.kith.core.ContactClaims.claim;
import static dev.kith.core.ContactClaims.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.CoreSettings.UniqueContacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactClaimsTest {
    @ParameterizedTest
    @CsvSource({
        "Mini.Mouse+Tag@Example.COM, mini.mouse+tag@example.com",
        "mini@Bücher.example, mini@xn--bcher-kva.example",
        "mini@BÜCHER.example, mini@xn--bcher-kva.example",
        "mini@XN--BCHER-KVA.example, mini@xn--bcher-kva.example",
        "MİNİ@example.com, mİnİ@example.com",
        "Straße@example.com, straße@example.com",
        "MINI@-no host-.Example, mini@-no host-.example",
        "No Address, no address"
    })
    void of_an_address_ascii_letters_are_lower_case_and_the_domain_is_in_ascii(String address, String form) {
        assertThat(form(ContactChannel.EMAIL, address)).isEqualTo(form);
    }

    @Test
    void a_number_is_its_form() {
        assertThat(form(ContactChannel.PHONE, "+41791234567")).isEqualTo("+41791234567");
    }

    @Test
    void channels_and_organizations_are_apart_and_the_instance_is_one() {
        String there = claim(UniqueContacts.ORGANIZATION, "org1", ContactChannel.EMAIL, "a@x.ch");
        assertThat(there)
                .hasSize(43)
                .isNotEqualTo(claim(UniqueContacts.ORGANIZATION, "org2", ContactChannel.EMAIL, "a@x.ch"))
                .isNotEqualTo(claim(UniqueContacts.ORGANIZATION, "org1", ContactChannel.PHONE, "a@x.ch"))
                .isEqualTo(claim(UniqueContacts.ORGANIZATION, "org1", ContactChannel.EMAIL, "A@x.ch"));
        assertThat(claim(UniqueContacts.INSTANCE, "org1", ContactChannel.EMAIL, "a@x.ch"))
                .isEqualTo(claim(UniqueContacts.INSTANCE, "org2", ContactChannel.EMAIL, "a@x.ch"));
    }
}

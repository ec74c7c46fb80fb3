package dev.kith.defaults.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetsTest {
    private static final WebhookTargets NONE_ALLOWED = new WebhookTargets(Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:10.0.0.1]",
                "[::ffff:a00:1]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "[0:0:0:0:0:0:0:1]",
                "[fe80::1]",
                "[fec0::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[ff02::1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::a00:1]",
                "[2002:7f00:1::]",
                "[2001::1]",
                "[2001:db8::1]",
                "[3fff::1]",
                "[100::1]",
                "[5f00::1]"
            })
    void no_address_is_a_target_that_no_machine_on_the_internet_has(String host) throws Exception {
        assertThat(NONE_ALLOWED.objection(URI.create("https://" + host + "/")))
                .contains("its address is not public, and kith.webhook.allowed-targets does not name it");
        InetAddress address = address(host);
        assertThat(resolving(address).addresses(URI.create("https://hooks.example.com/")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.1",
                "9.255.255.255",
                "11.0.0.0",
                "223.255.255.255",
                "[2606:4700:4700::1111]",
                "[2001:4860:4860::8888]",
                "[::ffff:1.1.1.1]"
            })
    void a_public_address_is_a_target_over_tls(String host) throws Exception {
        assertThat(NONE_ALLOWED.objection(URI.create("https://" + host + "/"))).isEmpty();
        InetAddress address = address(host);
        assertThat(resolving(address).addresses(URI.create("https://hooks.example.com/")))
                .containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://017700000001/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.1./",
                "https://1.1.1.01/",
                "https://%31%32%37.0.0.1/",
                "https://①②⑦.0.0.1/",
                "https://localhost./",
                "https://a_b/",
                "https:///x",
                "https://[fe80::1%25lo]/",
                "https://[::ffff:10.0.0.1%25lo]/"
            })
    void an_address_has_one_spelling(String url) {
        assertThat(NONE_ALLOWED.objection(URI.create(url)))
                .contains("its host must be a name, or an address in its usual spelling");
    }

    @Test
    void a_name_is_no_target_when_one_of_its_addresses_is_not_public() throws Exception {
        WebhookTargets targets = resolving(address("1.1.1.1"), address("192.168.0.1"));

        assertThat(targets.addresses(URI.create("https://hooks.example.com/"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,            10.255.0.1,     true",
        "10.0.0.0/8,            11.0.0.1,       false",
        "10.1.2.3,              10.1.2.3,       true",
        "10.1.2.3,              10.1.2.4,       false",
        "172.16.0.0/12,         172.31.0.1,     true",
        "172.16.0.0/12,         172.32.0.1,     false",
        "10.9.9.9/9,            10.127.0.1,     true",
        "10.9.9.9/9,            10.128.0.1,     false",
        "0.0.0.0/0,             127.0.0.1,      true",
        "fd00::/8,              [fd12::1],      true",
        "fd00::/8,              [fe80::1],      false",
        "::1,                   [::1],          true",
        "127.0.0.1,             [::1],          false",
        "10.0.0.0/8,            [::ffff:10.0.0.1], true",
    })
    void an_operator_allows_addresses_and_networks(String allowed, String host, boolean permitted) throws Exception {
        WebhookTargets targets = new WebhookTargets(Set.of(allowed), name -> new InetAddress[] {address(host)});

        for (String scheme : new String[] {"http", "https"}) {
            boolean literal =
                    targets.objection(URI.create(scheme + "://" + host + "/")).isEmpty();
            boolean resolved =
                    !targets.addresses(URI.create(scheme + "://gateway/")).isEmpty();
            boolean publicOverTls = scheme.equals("https") && CidrRange.isPublic(address(host));
            assertThat(literal).isEqualTo(permitted || publicOverTls);
            assertThat(resolved).isEqualTo(permitted || publicOverTls);
        }
    }

    @Test
    void an_operator_allows_a_host_by_its_name() throws Exception {
        InetAddress inside = address("10.0.0.7");
        WebhookTargets targets = new WebhookTargets(Set.of("Gateway"), name -> new InetAddress[] {inside});

        assertThat(targets.objection(URI.create("http://gateway:8080/"))).isEmpty();
        assertThat(targets.addresses(URI.create("http://GATEWAY:8080/"))).containsExactly(inside);
        assertThat(targets.addresses(URI.create("https://other.example.com/"))).isEmpty();
        assertThat(targets.addresses(URI.create("https://gateway.example.com/")))
                .isEmpty();
    }

    @Test
    void without_tls_only_what_is_allowed_is_a_target() throws Exception {
        URI open = URI.create("http://hooks.example.com/");
        assertThat(NONE_ALLOWED.objection(open))
                .contains("http is for hosts that kith.webhook.allowed-targets names; all others need https");
        assertThat(new WebhookTargets(Set.of("other"), InetAddress::getAllByName).objection(open))
                .isPresent();

        InetAddress outside = address("1.1.1.1");
        WebhookTargets inside = new WebhookTargets(Set.of("10.0.0.0/8"), name -> new InetAddress[] {outside});
        assertThat(inside.objection(open)).isEmpty();
        assertThat(inside.addresses(open))
                .as("a name that does not lead inside")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "sms.internal.example.com",
                "10.0.0.0/8",
                "10.1.2.3",
                "::1",
                "fd00::/8",
                "::ffff:10.0.0.1"
            })
    void names_addresses_and_networks_can_be_allowed(String text) {
        assertThat(WebhookTargets.isTarget(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "*", "*.example.com", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0/8", "fd00::/129",
                        "0x7f.1",
                "127.1", "2130706433", "0177.0.0.1", "http://gateway", "gateway:8080", "[::1]", ":::", "1:2", "a b",
                "::ffff:10.0.0.0/104"
            })
    void nothing_else_can_be_allowed(String text) {
        assertThat(WebhookTargets.isTarget(text)).isFalse();
    }

    private static WebhookTargets resolving(InetAddress... addresses) {
        return new WebhookTargets(Set.of(), name -> addresses);
    }

    private static InetAddress address(String host) throws UnknownHostException {
        return InetAddress.getByName(host);
    }
}

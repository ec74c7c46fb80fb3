package dev.kith.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRequestsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "X-Forwarded-For",
                "x-forwarded-host",
                "X_Forwarded_For",
                "X-Real-IP",
                "Via",
                "CF-Connecting-IP",
                "CF-Ray",
                "True-Client-IP",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                "Fastly-Client-IP",
                "X-Envoy-Internal",
                "X-Original-URL",
                "X-Original-Forwarded-For",
                "X-Request-Id",
                "X-Amzn-Trace-Id",
                "X-Azure-ClientIP",
                "X-ProxyUser-Ip",
                "Client-IP",
                "Proxy-Client-IP",
                "WL-Proxy-Client-IP",
                "Proxy-Connection",
                "CDN-Loop",
                "Front-End-Https",
                "Fly-Client-IP",
                "Remote-Addr",
                "Akamai-Origin-Hop"
            })
    void headers_of_proxies_tell_of_one(String header) {
        assertThat(LocalRequests.tellsOfProxy(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host", "User-Agent", "Accept", "Accept-Encoding", "Accept-Language", "Connection", "Cookie",
                        "Cache-Control",
                "Pragma", "DNT", "Sec-Fetch-Site", "Sec-GPC", "Sec-CH-UA", "Upgrade-Insecure-Requests", "Priority",
                        "TE",
                "Referer", "If-None-Match", "X-Prometheus-Scrape-Timeout-Seconds", "Authorization"
            })
    void headers_of_browsers_curl_and_prometheus_do_not(String header) {
        assertThat(LocalRequests.tellsOfProxy(header)).isFalse();
    }
}

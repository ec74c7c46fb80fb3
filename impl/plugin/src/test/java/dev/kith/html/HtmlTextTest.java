package dev.kith.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
    @Test
    void what_means_something_in_elements_or_quoted_attributes_is_escaped_and_nothing_else() {
        assertThat(HtmlText.escape("<a title=\"x\" b='y'>&amp;</a> \uD83D\uDE00 ä\n"))
                .isEqualTo("&lt;a title=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt; \uD83D\uDE00 ä\n");
    }
}

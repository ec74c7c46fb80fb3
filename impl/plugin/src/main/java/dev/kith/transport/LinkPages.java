package dev.kith.transport;

import dev.kith.api.ContactRestoration;
import dev.kith.api.EmailLinks;

/**
 * What the pages behind the links of messages need.
 *
 * @param links the page behind the link of a verification mail
 * @param restoration the page behind the link of a notice
 * @param texts what the pages say
 */
public record LinkPages(EmailLinks links, ContactRestoration restoration, PageTexts texts) {}

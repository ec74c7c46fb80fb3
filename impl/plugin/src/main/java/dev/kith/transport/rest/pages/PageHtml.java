package dev.kith.transport.rest.pages;

/**
 * A page.
 *
 * @param language the language tag of what it says
 * @param html the whole page
 */
record PageHtml(String language, String html) {}

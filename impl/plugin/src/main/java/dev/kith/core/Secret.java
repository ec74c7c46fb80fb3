package dev.kith.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** A text that its holder may use and must not show, such as a password. */
public final class Secret {
    private final String text;

    /**
     * A secret.
     *
     * @param text the text
     */
    public Secret(String text) {
        this.text = text;
    }

    /**
     * The text, for the one who needs it.
     *
     * @return the text, to be passed on and not to be kept
     */
    public String reveal() {
        return text;
    }

    /** In constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(text.getBytes(UTF_8), secret.text.getBytes(UTF_8));
    }

    /** Says nothing about the text. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    /** A mask. */
    @Override
    public String toString() {
        return "***";
    }
}

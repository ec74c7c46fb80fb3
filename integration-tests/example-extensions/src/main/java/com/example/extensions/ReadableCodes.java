package com.example.extensions;

import dev.kith.spi.CodeGenerator;
import java.security.SecureRandom;
import java.util.Locale;

/** Generates codes without easily confused characters: eight for e-mail, and eight digits for phones. */
public class ReadableCodes implements CodeGenerator {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final String DIGITS = "0123456789";

    private final SecureRandom random = new SecureRandom();

    @Override
    public String name() {
        return "readable";
    }

    /** Two groups of four, such as {@code K7Q2-XD9H}; the dash does not count. */
    @Override
    public String generate(Purpose purpose) {
        String alphabet = purpose == Purpose.VERIFY_EMAIL ? LETTERS : DIGITS;
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(i == 4 ? "-" : "").append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return code.toString();
    }

    /** Without white space and dashes, and in upper case. */
    @Override
    public String canonical(String text) {
        return CodeGenerator.super.canonical(text).toUpperCase(Locale.ROOT);
    }
}

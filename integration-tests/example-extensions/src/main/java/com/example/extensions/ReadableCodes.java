package com.example.extensions;

import dev.kith.spi.CodeGenerator;
import java.security.SecureRandom;

/** Generates codes without easily confused characters: eight for e-mail, and eight digits for phones. */
public class ReadableCodes implements CodeGenerator {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final String DIGITS = "0123456789";

    private final SecureRandom random = new SecureRandom();

    @Override
    public String name() {
        return "readable";
    }

    @Override
    public String generate(Purpose purpose) {
        String alphabet = purpose == Purpose.VERIFY_EMAIL ? LETTERS : DIGITS;
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return code.toString();
    }
}

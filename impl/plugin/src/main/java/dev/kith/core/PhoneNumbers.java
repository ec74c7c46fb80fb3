package dev.kith.core;

import java.util.Optional;

/** Port: reads phone numbers. Safe for several threads. */
@FunctionalInterface
public interface PhoneNumbers {
    /**
     * The normal form of a number; numbers without country are read as Swiss, letters as the digits of a vanity number.
     *
     * @param number the number as a person writes it
     * @return the E.164 form without extension, empty when it cannot be parsed
     */
    Optional<String> normalize(String number);
}

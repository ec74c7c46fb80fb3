package dev.kith.core;

import java.util.Optional;

/** Port: reads phone numbers. Safe for several threads. */
@FunctionalInterface
public interface PhoneNumbers {
    /**
     * The normal form of a number; letters are the digits of a vanity number.
     *
     * @param number the number as a person writes it
     * @return the E.164 form without extension, of at most 15 digits; empty when it cannot be parsed, or has no country code and
     *     there is no region to read it in
     */
    Optional<String> normalize(String number);
}

package dev.kith.defaults;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.kith.core.PhoneNumbers;
import java.util.Optional;

/**
 * Reads phone numbers with libphonenumber. Does not check whether a number exists: {@code 123} is +41123
 * (contract, section 8).
 */
public final class LibphonePhoneNumbers implements PhoneNumbers {
    private static final String REGION = "CH";

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /** Reads numbers without a country code as Swiss numbers. */
    public LibphonePhoneNumbers() {
        // The metadata of the region is loaded on first use, which should be at the start and not in a request.
        numbers.getCountryCodeForRegion(REGION);
    }

    @Override
    public Optional<String> normalize(String number) {
        try {
            PhoneNumber parsed = numbers.parse(number, REGION);
            return Optional.of(numbers.format(parsed, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}

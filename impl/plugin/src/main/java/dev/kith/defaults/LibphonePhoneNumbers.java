package dev.kith.defaults;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.kith.core.PhoneNumbers;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads phone numbers with libphonenumber. Does not check whether a number exists: with the region {@code CH}, {@code 123} is
 * +41123 (contract, section 8). A number has at most 15 digits (ITU-T E.164), which the library does not check.
 */
public final class LibphonePhoneNumbers implements PhoneNumbers {
    /** No region: numbers have to begin with {@code +} and a country code. */
    public static final String NO_REGION = "none";

    private static final int MOST_DIGITS = 15;

    /** What the library takes for no region. */
    private static final String UNKNOWN = "ZZ";

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final String region;

    /**
     * Reads numbers as people write them in a region (contract, ruling R72).
     *
     * @param region the region, or {@value #NO_REGION}
     * @throws IllegalArgumentException unless {@link #isRegion} says that there is such a region
     */
    public LibphonePhoneNumbers(String region) {
        if (!isRegion(region)) {
            throw new IllegalArgumentException("there is no region " + region);
        }
        this.region = region.equalsIgnoreCase(NO_REGION) ? UNKNOWN : region.toUpperCase(Locale.ROOT);
        if (!this.region.equals(UNKNOWN)) {
            // The metadata of the region is loaded on first use, which should be at the start and not in a request.
            numbers.getCountryCodeForRegion(this.region);
        }
    }

    /**
     * Whether a text names a region.
     *
     * @param text the text
     * @return true for {@value #NO_REGION} and for the two letters of ISO 3166-1 of a region with phone numbers, in any case
     */
    public static boolean isRegion(String text) {
        return text.equalsIgnoreCase(NO_REGION)
                || PhoneNumberUtil.getInstance().getSupportedRegions().contains(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public Optional<String> normalize(String number) {
        try {
            PhoneNumber parsed = numbers.parse(number, region);
            return Optional.of(numbers.format(parsed, PhoneNumberFormat.E164))
                    .filter(normal -> normal.length() <= "+".length() + MOST_DIGITS);
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}

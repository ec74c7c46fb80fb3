package dev.kith.json.text;

/** A text that must not be used as a pattern. */
public final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Creates the exception.
     *
     * @param reason a sentence without its full stop
     */
    Unfit(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /**
     * What is wrong, and where in the pattern.
     *
     * @return a sentence without its full stop
     */
    public String reason() {
        return reason;
    }
}

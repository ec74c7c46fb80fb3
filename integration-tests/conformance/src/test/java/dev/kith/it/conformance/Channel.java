package dev.kith.it.conformance;

/** A channel to a person. */
enum Channel {
    EMAIL("email", "EMAIL"),
    SMS("sms", "PHONE");

    private final String word;
    private final String stored;

    Channel(String word, String stored) {
        this.word = word;
        this.stored = stored;
    }

    /** The name of the channel in the tables. */
    String stored() {
        return stored;
    }

    static Channel of(String word) {
        for (Channel channel : values()) {
            if (channel.word.equals(word)) {
                return channel;
            }
        }
        throw new NotUnderstood("unknown channel " + word);
    }

    static Channel stored(String word) {
        for (Channel channel : values()) {
            if (channel.stored.equals(word)) {
                return channel;
            }
        }
        throw new IllegalStateException("unknown channel in a table: " + word);
    }
}

package dev.kith.api.transfer;

/**
 * Hears how an import gets on. Called by the thread that imports, between its transactions; an exception ends the import after
 * what is stored by then.
 */
public interface ImportObserver {
    /** Hears nothing. */
    ImportObserver NONE = new ImportObserver() {};

    /**
     * A line was refused. Lines are told in their order.
     *
     * @param line the line and the reason
     */
    default void refused(RefusedLine line) {}

    /**
     * Some more lines are done: stored and committed, found equal, or refused. An import that ends after this goes on with the
     * line that follows ({@link ImportOptions#firstLine}).
     *
     * @param lastLine the number of the last line that is done, counted from 1
     * @param bytes how many bytes the lines from the first one of the stream to this one have
     */
    default void progress(long lastLine, long bytes) {}
}

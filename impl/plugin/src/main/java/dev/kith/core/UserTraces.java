package dev.kith.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is stored about a user, without what is a secret. What {@link UserStore#erase} removes is here.
 *
 * @param user the user with its contacts, {@code null} where it is not there any more
 * @param undoLinks the replacements of contacts that links can undo
 * @param undone the ranges of changes that were undone
 * @param messages messages and events about it
 * @param tokens the bearer tokens whose subject it is
 * @param claims the names of the channels of contacts that no other user may verify
 * @param answers the answers about it or to it that are kept for retries
 */
public record UserTraces(
        @Nullable User user,
        List<UndoEntry> undoLinks,
        List<UndoneTrace> undone,
        List<MessageTrace> messages,
        List<TokenTrace> tokens,
        List<String> claims,
        List<AnswerTrace> answers) {

    /** Copies the lists. */
    public UserTraces {
        undoLinks = List.copyOf(undoLinks);
        undone = List.copyOf(undone);
        messages = List.copyOf(messages);
        tokens = List.copyOf(tokens);
        claims = List.copyOf(claims);
        answers = List.copyOf(answers);
    }

    /** Whether there is nothing. */
    boolean isEmpty() {
        return user == null
                && undoLinks.isEmpty()
                && undone.isEmpty()
                && messages.isEmpty()
                && tokens.isEmpty()
                && claims.isEmpty()
                && answers.isEmpty();
    }

    /**
     * A change that was undone.
     *
     * @param channel the name of the channel
     * @param made when the change was made
     * @param moment when it was undone
     */
    public record UndoneTrace(String channel, Instant made, Instant moment) {}

    /**
     * A message or an event.
     *
     * @param id its id
     * @param kind what it is for
     * @param channel the name of the channel
     * @param recipient the address or number; empty for an event
     * @param status whether it waits or how it has ended
     * @param created when it was stored
     * @param expires after this it is not worth sending, {@code null} for never
     * @param closed when it ended, {@code null} for not yet
     * @param attempts how often it was tried
     */
    public record MessageTrace(
            String id,
            String kind,
            String channel,
            String recipient,
            String status,
            Instant created,
            @Nullable Instant expires,
            @Nullable Instant closed,
            int attempts) {}

    /**
     * An answer that is kept for a retry; what it says is sealed.
     *
     * @param own whether the user has made the call; otherwise it is about the user
     * @param ends when it is given to nobody any more
     */
    public record AnswerTrace(boolean own, Instant ends) {}

    /**
     * A bearer token.
     *
     * @param subject its subject
     * @param roles its roles
     * @param created when it was made
     */
    public record TokenTrace(String subject, List<String> roles, Instant created) {
        /** Copies the roles. */
        public TokenTrace {
            roles = List.copyOf(roles);
        }
    }
}

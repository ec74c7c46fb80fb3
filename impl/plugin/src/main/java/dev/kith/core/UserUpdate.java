package dev.kith.core;

import dev.kith.api.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as it is to be, and what else is to be stored with it.
 *
 * @param user the user
 * @param byOther whether somebody else than the user itself sets its contacts
 * @param messages the messages to deliver
 * @param recipients the recipients whose budgets the messages take from, as keyed hashes
 * @param emailCode the e-mail code to give back
 * @param phoneCode the phone code to give back
 */
record UserUpdate(
        User user,
        boolean byOther,
        List<OutboxMessage> messages,
        List<String> recipients,
        @Nullable String emailCode,
        @Nullable String phoneCode) {

    static UserUpdate of(User user) {
        return new UserUpdate(user, false, List.of(), List.of(), null, null);
    }

    UserUpdate with(User changed) {
        return new UserUpdate(changed, byOther, messages, recipients, emailCode, phoneCode);
    }

    UserUpdate by(Caller caller) {
        return new UserUpdate(user, !caller.subject().equals(user.id()), messages, recipients, emailCode, phoneCode);
    }

    UserUpdate returning(ContactChannel channel, String code) {
        return channel == ContactChannel.EMAIL
                ? new UserUpdate(user, byOther, messages, recipients, code, phoneCode)
                : new UserUpdate(user, byOther, messages, recipients, emailCode, code);
    }

    UserUpdate sending(OutboxMessage message, String recipient) {
        return new UserUpdate(
                user, byOther, plus(messages, message), plus(recipients, recipient), emailCode, phoneCode);
    }

    /** The same without taking anything out of anybody's budget. */
    UserUpdate free() {
        return new UserUpdate(user, byOther, messages, List.of(), emailCode, phoneCode);
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }

    /** Leaves the codes out. */
    @Override
    public String toString() {
        return "UserUpdate[" + user + "]";
    }
}

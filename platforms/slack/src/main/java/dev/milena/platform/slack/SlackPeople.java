package dev.milena.platform.slack;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Participant;
import java.util.Optional;
import java.util.Set;

/**
 * Who does something. Programs of the old kind have no user, only a bot id. Pure.
 *
 * @param own user ids of the account's own bot
 */
record SlackPeople(Set<String> own) {
  SlackPeople {
    own = Set.copyOf(own);
  }

  boolean isSelf(String user) {
    return own.contains(user);
  }

  /** By the id alone. */
  Participant user(String user) {
    return new Participant(user, Optional.empty(), Optional.empty(), isSelf(user), isSelf(user));
  }

  /** Who wrote a message. */
  Optional<Participant> author(JsonNode message) {
    Optional<String> bot = id(message, "bot_id");
    boolean isBot = bot.isPresent() || message.path("subtype").asText().equals("bot_message");
    Optional<JsonNode> profile = object(message, "user_profile");
    Optional<String> name =
        profile
            .flatMap(p -> id(p, "display_name").or(() -> id(p, "real_name")))
            .or(() -> id(message, "username"))
            .or(() -> object(message, "bot_profile").flatMap(p -> id(p, "name")));
    Optional<String> handle = profile.flatMap(p -> id(p, "name"));
    return id(message, "user")
        .or(() -> bot)
        .map(who -> new Participant(who, name, handle, isBot, isSelf(who)));
  }

  /** Who pressed, invoked or sent something: an object with more or less in it. */
  Optional<Participant> actor(JsonNode user) {
    return id(user, "id")
        .map(who ->
            new Participant(
                who,
                text(user, "name").filter(n -> !n.isBlank()),
                id(user, "username"),
                false,
                isSelf(who)));
  }
}

package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.mattermost.MattermostFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Happening;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.platform.Translation;
import java.util.Optional;

/** Reads reactions, as the socket and the history of a channel show them. Pure. */
final class MattermostReactions {
  private MattermostReactions() {}

  /**
   * @param around the channel, where the reaction does not say it itself: older servers
   * @param added whether it came or went; what has gone says so by its last change alone
   */
  static Translation read(
      MattermostInput input, JsonNode reaction, Optional<String> around, boolean added) {
    Optional<String> channel = id(reaction, "channel_id").or(() -> around);
    Optional<String> post = id(reaction, "post_id");
    Optional<String> user = id(reaction, "user_id");
    Optional<String> name = id(reaction, "emoji_name");
    if (channel.isEmpty() || post.isEmpty() || user.isEmpty() || name.isEmpty()) {
      return Translation.unknown("reaction_form");
    }
    if (input.isSelf(user.get())) {
      return Translation.ignored("own_reaction");
    }
    String when = added ? "create_at" : "update_at";
    Pointer about = new Pointer(post.get());
    Reaction emoji = emoji(name.get());
    return Translation.of(
        input.event(
            input.about(
                channel.get(),
                post.get(),
                added ? "reacted" : "unreacted",
                user.get(),
                name.get(),
                reaction.path(when).asText("0")),
            time(reaction, when),
            MattermostInput.channel(channel.get(), Optional.empty()),
            Optional.of(input.user(user.get())),
            added
                ? new Happening.ReactionAdded(about, emoji)
                : new Happening.ReactionRemoved(about, emoji)));
  }

  private static Reaction emoji(String name) {
    Optional<String> unicode = MattermostEmoji.emoji(name);
    return new Reaction(
        unicode, Optional.of(unicode.isPresent() ? name : MattermostEmoji.custom(name)));
  }
}

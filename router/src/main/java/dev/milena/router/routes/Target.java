package dev.milena.router.routes;

import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.model.Keys;
import dev.milena.model.Topics;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a route leads. */
public sealed interface Target {
  /** Opens a conversation there, for each conversation one, and links the two. */
  record ToAccount(AccountRef account) implements Target {
    @Override
    public String text() {
      return account.key();
    }
  }

  /** That very conversation, or thread of it; nothing is linked. */
  record ToConversation(ConversationRef conversation, Optional<String> thread) implements Target {
    @Override
    public String text() {
      return conversation.key() + thread.map(t -> "#" + Keys.join(t)).orElse("");
    }
  }

  /**
   * A topic outside of the hub: gets what {@link Topics#ACCEPTED} gets, as far as the route
   * matches.
   */
  record ToTopic(String topic) implements Target {
    /** As Kafka has it. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** What is said of a name that none can have. */
    public static final String NAME_SAYS =
        "must be a topic of 1 to 249 letters, digits, dots, underscores and dashes that is neither the hub's own nor Kafka's";

    public ToTopic {
      boolean ours = topic.startsWith("milena.") && !topic.startsWith(Topics.ROUTED_PREFIX);
      boolean kafkas = topic.startsWith("__") || topic.equals(".") || topic.equals("..");
      if (!NAME.matcher(topic).matches() || ours || kafkas) {
        throw new IllegalArgumentException("The target of a route " + NAME_SAYS + ": " + topic);
      }
    }

    @Override
    public String text() {
      return TOPIC + topic;
    }
  }

  /** What stands before the name of a topic. */
  String TOPIC = "topic:";

  /** As it stands in files and in the API: see {@link #parse}. */
  String text();

  /**
   * Reads {@code platform/account}, {@code platform/account/[workspace/]id} or the latter with
   * {@code #thread}, each part percent-encoded; or {@code topic:name}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Target parse(String text) {
    if (text.strip().startsWith(TOPIC)) {
      return new ToTopic(text.strip().substring(TOPIC.length()));
    }
    int hash = text.indexOf('#');
    String key = hash < 0 ? text.strip() : text.substring(0, hash).strip();
    if (Keys.split(key).size() == 2) {
      return new ToAccount(AccountRef.parse(key));
    }
    List<String> thread = hash < 0 ? List.of() : Keys.split(text.substring(hash + 1));
    return new ToConversation(ConversationRef.parse(key), thread.stream().findFirst());
  }
}

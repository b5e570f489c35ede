package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * Names a message on the platform where a command goes. In JSON a string: the platform's id, or
 * {@code milena:<command id>} for whatever that earlier command of the same conversation brought
 * about.
 */
public sealed interface MessageRef {
  String SENT_BY = "milena:";

  @JsonCreator
  static MessageRef parse(String text) {
    return text.startsWith(SENT_BY) ? new SentBy(text.substring(SENT_BY.length())) : known(text);
  }

  static MessageRef known(String id) {
    return new Known(List.of(id));
  }

  @JsonValue
  String text();

  /**
   * The platform's own ids; several where one command became several messages.
   *
   * @param ids at least one
   */
  record Known(List<String> ids) implements MessageRef {
    public Known {
      ids = List.copyOf(ids);
      Words.require(ids.isEmpty() ? "" : ids.getFirst(), "message id");
    }

    public String id() {
      return ids.getFirst();
    }

    @Override
    public String text() {
      return id();
    }
  }

  /**
   * What an earlier command sent. The egress lane resolves it: that command came earlier in the
   * same lane.
   */
  record SentBy(String command) implements MessageRef {
    public SentBy {
      Words.require(command, "command id");
    }

    @Override
    public String text() {
      return SENT_BY + command;
    }
  }
}

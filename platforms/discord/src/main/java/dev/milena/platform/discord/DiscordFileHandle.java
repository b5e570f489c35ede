package dev.milena.platform.discord;

import java.util.Optional;

/**
 * Where a file hangs: the only lasting name that it has.
 *
 * @param channel id of the channel
 * @param message id of the message
 * @param attachment id of the file
 */
record DiscordFileHandle(String channel, String message, String attachment) {
  static Optional<DiscordFileHandle> parse(String text) {
    String[] parts = text.split("/", -1);
    return parts.length == 3
        ? Optional.of(new DiscordFileHandle(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  String text() {
    return channel + "/" + message + "/" + attachment;
  }
}

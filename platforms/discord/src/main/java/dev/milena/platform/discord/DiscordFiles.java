package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Attachment;
import dev.milena.platform.ApiRequest.FilePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that go out, as bytes, ten to a message. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/reference#uploading-files">Uploading files,
 *     read 2026-11-21</a>
 */
final class DiscordFiles {
  /** Files of a message. */
  static final int FILES_MAX = 10;

  /** What a bot may upload where nobody has paid for more. */
  private static final long BYTES_MAX = 10L * 1024 * 1024;

  private static final int NAME_MAX = 200;

  private DiscordFiles() {}

  /** Whether it can be sent: a file of which somebody says where its bytes are. */
  static boolean isSendable(Attachment attachment) {
    return attachment.type().isFile() && attachment.url().isPresent();
  }

  /** Adds the files to a message. */
  static DiscordCall with(DiscordCall call, List<Attachment> files) {
    if (files.isEmpty()) {
      return call;
    }
    ObjectNode body = call.body().orElseThrow().deepCopy();
    List<FilePart> parts = new ArrayList<>();
    for (Attachment file : files) {
      int number = parts.size();
      String name = name(file);
      body.withArray("attachments")
          .addObject()
          .put("id", Integer.toString(number))
          .put("filename", name);
      parts.add(
          new FilePart(
              "files[" + number + "]",
              name,
              file.mime().orElse("application/octet-stream"),
              file.url().orElseThrow(),
              BYTES_MAX));
    }
    return new DiscordCall(call.method(), call.path(), Optional.of(body), parts, call.repeatable());
  }

  /** A name without an extension is shown as a nameless file. */
  private static String name(Attachment file) {
    String name = file.name().filter(n -> !n.isBlank()).orElseGet(() -> named(file));
    return name.length() <= NAME_MAX ? name : name.substring(name.length() - NAME_MAX);
  }

  private static String named(Attachment file) {
    String kind = file.type().name().toLowerCase(java.util.Locale.ROOT);
    return switch (file.type()) {
      case IMAGE, STICKER -> kind + ".png";
      case VIDEO, VIDEO_NOTE, ANIMATION -> kind + ".mp4";
      case AUDIO -> kind + ".mp3";
      case VOICE -> kind + ".ogg";
      case FILE, LOCATION, VENUE, CONTACT, POLL, DICE, STORY, LINK, OTHER -> kind + ".bin";
    };
  }
}

package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Attachment;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.ApiRequest.FilePart;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files go out in three steps: Slack gives an address for each, takes the bytes there, and is then
 * told to show them all as one message. What it shows is named by nobody until its processing is
 * through, so a fourth step looks for that. Pure.
 *
 * @param files what goes out
 * @see <a href="https://docs.slack.dev/messaging/working-with-files">Working with files, read
 *     2026-11-21</a>
 */
record SlackUpload(List<FilePart> files) {
  /**
   * Names of what {@code files.getUploadURLExternal} brings, behind them the number of its step.
   */
  static final String URL = "upload_url";

  static final String FILE = "file_id";

  /**
   * Slack takes 1 GB. This is what gets through at 15 Mbit/s while egress waits for one call,
   * {@link SlackSender#CALL_TIMEOUT}.
   */
  static final long BYTES_MAX = 100L * 1024 * 1024;

  /** As many as people can attach to a message by hand. */
  static final int FILES_MAX = 10;

  SlackUpload {
    files = List.copyOf(files);
  }

  /** A file that can go out; empty where nobody says where its bytes are. */
  static Optional<FilePart> file(Attachment attachment) {
    return attachment
        .url()
        .map(url ->
            new FilePart(
                "file",
                attachment.name().filter(n -> !n.isBlank()).orElseGet(attachment.type()::usualName),
                attachment.mime().orElse("application/octet-stream"),
                url,
                BYTES_MAX));
  }

  /** Whether the bytes of a file are to be had: a handle of Slack's own cannot be sent again. */
  static boolean canSend(Attachment attachment) {
    return attachment.type().isFile() && attachment.url().isPresent();
  }

  /**
   * The steps, counted on from {@code first}.
   *
   * @param words what is said with them
   */
  List<Step> steps(
      SlackTarget target, Optional<String> thread, Optional<RichText> words, int first) {
    List<Step> steps = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    for (FilePart file : files) {
      int slot = first + steps.size();
      slots.add(slot);
      steps.add(
          new Step(
              slot,
              target.form(
                  "files.getUploadURLExternal",
                  new ApiRequest.SizeBody(Map.of("filename", file.name()), "length", file)),
              true,
              target.limits().tier4("files.getUploadURLExternal"),
              Optional.empty()));
      steps.add(
          new Step(
              slot + 1,
              new ApiRequest(
                  "POST", "{" + URL + "." + slot + "}", Map.of(), new ApiRequest.FileBody(file)),
              true,
              List.of(),
              Optional.empty()));
    }
    steps.add(show(target, thread, words, slots, first + steps.size()));
    steps.add(look(target, slots.getFirst(), first + steps.size()));
    return steps;
  }

  private Step show(
      SlackTarget target,
      Optional<String> thread,
      Optional<RichText> words,
      List<Integer> slots,
      int number) {
    ObjectNode parameters = Json.mapper().createObjectNode().put("channel_id", target.channel());
    thread.ifPresent(ts -> parameters.put("thread_ts", ts));
    words.ifPresent(w -> parameters.putArray("blocks").add(SlackBlocks.of(w)));
    ArrayNode shown = parameters.putArray("files");
    Set<String> filled = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      filled.add("/files/" + i + "/id");
      shown
          .addObject()
          .put("id", "{" + FILE + "." + slots.get(i) + "}")
          .put("title", files.get(i).name());
    }
    ApiRequest plain = target.json("files.completeUploadExternal", parameters);
    return new Step(
        number,
        new ApiRequest(
            plain.method(),
            plain.url(),
            plain.headers(),
            new ApiRequest.JsonBody(parameters, filled)),
        false,
        target.limits().tier4("files.completeUploadExternal"),
        Optional.empty());
  }

  /**
   * Not called repeatable, though looking does no harm: files that are taken and never shown have
   * been seen, and that has to end before an operator and not in waiting for ever.
   */
  private static Step look(SlackTarget target, int slot, int number) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("file", "{" + FILE + "." + slot + "}");
    return new Step(
        number,
        target.form("files.info", new ApiRequest.FormBody(fields, Set.of("file"))),
        false,
        target.limits().tier4("files.info"),
        Optional.empty());
  }
}

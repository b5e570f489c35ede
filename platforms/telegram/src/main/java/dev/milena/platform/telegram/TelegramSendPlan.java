package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays out one message of the hub as messages of Telegram: words of at most 4096 units each, files
 * alone or in albums, the words as their caption where they fit. The first answers, the last
 * carries the buttons. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#sendmessage">sendMessage, read 2026-11-21</a>
 * @see <a href="https://core.telegram.org/bots/api#sendmediagroup">sendMediaGroup, read
 *     2026-11-21</a>
 */
final class TelegramSendPlan {
  /** UTF-16 units of a message. */
  static final int TEXT_MAX = 4096;

  /** UTF-16 units of a caption. */
  static final int CAPTION_MAX = 1024;

  private static final int ALBUM_MAX = 10;

  /** Buttons hang on a message, and a message says something. */
  private static final String BUTTONS_ALONE = "↓";

  private final TelegramAccount settings;
  private final AccountRef account;
  private final TelegramTarget target;
  private final TelegramKeyboard keyboard;
  private final List<String> degraded = new ArrayList<>();

  /** Files that go together, or one thing that is no file. */
  private record Parcel(List<TelegramFile> files, Optional<TelegramCall> thing) {
    static Parcel of(TelegramFile file) {
      return new Parcel(List.of(file), Optional.empty());
    }

    boolean isAlbum() {
      return files.size() > 1;
    }

    boolean takesCaption() {
      return !files.isEmpty() && files.getFirst().kind().takesCaption;
    }

    boolean takes(TelegramFile file) {
      return !files.isEmpty()
          && files.size() < ALBUM_MAX
          && file.kind().album != TelegramFile.Album.NONE
          && file.kind().album == files.getLast().kind().album;
    }
  }

  TelegramSendPlan(
      TelegramAccount settings, AccountRef account, TelegramTarget target, Content content) {
    this.settings = settings;
    this.account = account;
    this.target = target;
    this.keyboard = TelegramKeyboard.of(content.buttons());
    degraded.addAll(keyboard.degraded());
  }

  /** The calls in their order; empty when there is nothing to send. */
  List<TelegramCall> calls(Action.Send send) {
    Content content = send.content();
    List<Parcel> parcels = parcels(content.attachments());
    RichText words = words(content);
    if (keyboard.markup().isPresent() && parcels.isEmpty() && words.text().isBlank()) {
      degraded.add("buttons: below an arrow");
      words = RichText.plain(BUTTONS_ALONE);
    }
    boolean said = !words.text().isBlank();
    if (keyboard.markup().isPresent() && !said) {
      parcels = withLastAlone(parcels);
    }
    boolean captioned = said && isCaption(words, parcels);
    List<TelegramCall> files = files(parcels, captioned ? Optional.of(words) : Optional.empty());
    List<TelegramCall> texts = said && !captioned ? texts(words) : List.of();
    boolean textFirst = !parcels.isEmpty() && !parcels.getFirst().takesCaption();
    boolean buttonsNeedText =
        keyboard.markup().isPresent() && !parcels.isEmpty() && parcels.getLast().isAlbum();
    List<TelegramCall> all = new ArrayList<>(textFirst && !buttonsNeedText ? texts : files);
    all.addAll(textFirst && !buttonsNeedText ? files : texts);
    return withButtons(withReply(all, send.replyTo()));
  }

  List<String> degraded() {
    return List.copyOf(degraded);
  }

  /** The words of a message, with what can only be told in words. */
  RichText words(Content content) {
    RichText words = keyboard.with(Markup.read(content));
    List<Attachment> told = content.attachments().stream().filter(this::isTold).toList();
    if (told.isEmpty()) {
      return words;
    }
    degraded.add(Degradation.ATTACHMENT);
    return Degradation.attachmentsAsText(words, told);
  }

  private boolean isTold(Attachment attachment) {
    return attachment.type().isFile()
        ? TelegramFile.of(settings, account, attachment, 0).isEmpty()
        : TelegramThings.call(attachment, Json.mapper().createObjectNode()).isEmpty();
  }

  private List<Parcel> parcels(List<Attachment> attachments) {
    List<Parcel> parcels = new ArrayList<>();
    for (Attachment attachment : attachments) {
      if (attachment.type().isFile()) {
        TelegramFile.of(
                settings, account, attachment, parcels.size() * ALBUM_MAX + lastSize(parcels))
            .ifPresent(file -> add(parcels, file));
      } else {
        TelegramThings.call(attachment, target.topic())
            .ifPresent(call -> parcels.add(new Parcel(List.of(), Optional.of(call))));
      }
    }
    return parcels;
  }

  private static int lastSize(List<Parcel> parcels) {
    return parcels.isEmpty() ? 0 : parcels.getLast().files().size();
  }

  private static void add(List<Parcel> parcels, TelegramFile file) {
    if (parcels.isEmpty() || !parcels.getLast().takes(file)) {
      parcels.add(Parcel.of(file));
      return;
    }
    List<TelegramFile> more = new ArrayList<>(parcels.getLast().files());
    more.add(file);
    parcels.set(parcels.size() - 1, new Parcel(more, Optional.empty()));
  }

  /** An album cannot carry buttons, so its last file goes alone. */
  private static List<Parcel> withLastAlone(List<Parcel> parcels) {
    if (parcels.isEmpty() || !parcels.getLast().isAlbum()) {
      return parcels;
    }
    List<TelegramFile> album = parcels.getLast().files();
    List<Parcel> apart = new ArrayList<>(parcels.subList(0, parcels.size() - 1));
    apart.add(new Parcel(album.subList(0, album.size() - 1), Optional.empty()));
    apart.add(Parcel.of(album.getLast()));
    return apart;
  }

  private boolean isCaption(RichText words, List<Parcel> parcels) {
    if (parcels.isEmpty() || !parcels.getFirst().takesCaption()) {
      return false;
    }
    if (words.text().length() > CAPTION_MAX) {
      degraded.add("caption: separate message");
      return false;
    }
    return keyboard.markup().isEmpty() || !parcels.getLast().isAlbum();
  }

  private List<TelegramCall> files(List<Parcel> parcels, Optional<RichText> caption) {
    List<TelegramCall> calls = new ArrayList<>();
    for (Parcel parcel : parcels) {
      Optional<RichText> words = calls.isEmpty() ? caption : Optional.empty();
      calls.add(parcel.thing().orElseGet(() -> file(parcel, words)));
    }
    return calls;
  }

  private TelegramCall file(Parcel parcel, Optional<RichText> caption) {
    if (parcel.isAlbum()) {
      return album(parcel.files(), caption);
    }
    TelegramCall call = parcel.files().getFirst().alone(target.topic());
    return caption.map(call::caption).orElse(call);
  }

  private TelegramCall album(List<TelegramFile> files, Optional<RichText> caption) {
    ObjectNode parameters = target.topic();
    ArrayNode media = parameters.putArray("media");
    files.forEach(file -> media.add(file.inAlbum()));
    caption.ifPresent(words ->
        TelegramCall.writeWords((ObjectNode) media.get(0), "caption", "caption_entities", words));
    return new TelegramCall(
        "sendMediaGroup",
        parameters,
        files.stream().map(TelegramFile::upload).flatMap(Optional::stream).toList());
  }

  private List<TelegramCall> texts(RichText words) {
    TelegramCall call = TelegramCall.of("sendMessage", target.topic());
    return words.split(TEXT_MAX).stream().filter(p -> !p.text().isBlank()).map(call::text).toList();
  }

  /** The first message answers; if what it answers is gone, it is sent all the same. */
  private static List<TelegramCall> withReply(
      List<TelegramCall> calls, Optional<MessageRef> replyTo) {
    Optional<Long> answered =
        replyTo.map(TelegramTarget::messages).flatMap(ids -> ids.stream().findFirst());
    if (answered.isEmpty() || calls.isEmpty()) {
      return calls;
    }
    ObjectNode reply =
        Json.mapper()
            .createObjectNode()
            .put("message_id", answered.get())
            .put("allow_sending_without_reply", true);
    List<TelegramCall> out = new ArrayList<>(calls);
    out.set(0, out.getFirst().put("reply_parameters", reply));
    return out;
  }

  private List<TelegramCall> withButtons(List<TelegramCall> calls) {
    if (keyboard.markup().isEmpty() || calls.isEmpty()) {
      return calls;
    }
    List<TelegramCall> out = new ArrayList<>(calls);
    out.set(out.size() - 1, out.getLast().put("reply_markup", keyboard.markup().get()));
    return out;
  }
}

package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Attachment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends what is no file: places, contacts, polls, dice. What lacks a part that Telegram asks for,
 * and what Telegram has no form for, becomes words. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#sendpoll">sendPoll, read 2026-11-21</a>
 */
final class TelegramThings {
  private static final int QUESTION_MAX = 300;
  private static final int OPTION_MAX = 100;
  private static final int OPTIONS_MAX = 12;
  private static final Set<String> DICE = Set.of("🎲", "🎯", "🏀", "⚽", "🎳", "🎰");

  private TelegramThings() {}

  /** The call that sends it; absent when it can only be told in words. */
  static Optional<TelegramCall> call(Attachment thing, ObjectNode parameters) {
    return switch (thing.type()) {
      case LOCATION ->
          thing.place().map(place -> TelegramCall.of("sendLocation", at(place, parameters)));
      case VENUE -> venue(thing, parameters);
      case CONTACT -> contact(thing, parameters);
      case POLL -> poll(thing, parameters);
      case DICE ->
          thing
              .value()
              .filter(DICE::contains)
              .map(emoji -> TelegramCall.of("sendDice", parameters.deepCopy().put("emoji", emoji)));
      case IMAGE, VIDEO, AUDIO, VOICE, VIDEO_NOTE, ANIMATION, FILE, STICKER, STORY, LINK, OTHER ->
          Optional.empty();
    };
  }

  private static ObjectNode at(Attachment.Place place, ObjectNode parameters) {
    return parameters
        .deepCopy()
        .put("latitude", place.latitude())
        .put("longitude", place.longitude());
  }

  private static Optional<TelegramCall> venue(Attachment thing, ObjectNode parameters) {
    return thing
        .place()
        .map(place ->
            thing
                .name()
                .map(title ->
                    TelegramCall.of(
                        "sendVenue",
                        at(place, parameters)
                            .put("title", title)
                            .put("address", place.address().orElse(title))))
                .orElseGet(() -> TelegramCall.of("sendLocation", at(place, parameters))));
  }

  private static Optional<TelegramCall> contact(Attachment thing, ObjectNode parameters) {
    return thing
        .value()
        .flatMap(phone ->
            thing
                .name()
                .filter(name -> !name.isBlank())
                .map(name ->
                    TelegramCall.of(
                        "sendContact",
                        parameters.deepCopy().put("phone_number", phone).put("first_name", name))));
  }

  private static Optional<TelegramCall> poll(Attachment thing, ObjectNode parameters) {
    List<String> options =
        thing.value().stream().flatMap(String::lines).filter(o -> !o.isBlank()).toList();
    boolean fits =
        thing.name().filter(q -> !q.isBlank() && q.length() <= QUESTION_MAX).isPresent()
            && options.size() >= 2
            && options.size() <= OPTIONS_MAX
            && options.stream().allMatch(o -> o.length() <= OPTION_MAX);
    if (!fits) {
      return Optional.empty();
    }
    ObjectNode own = parameters.deepCopy().put("question", thing.name().get());
    ArrayNode list = own.putArray("options");
    options.forEach(o -> list.addObject().put("text", o));
    return Optional.of(TelegramCall.of("sendPoll", own));
  }
}

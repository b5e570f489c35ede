package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import dev.milena.platform.Arrival;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who comes into a group and who leaves. Pure. */
final class WhatsAppQrGroups {
  private final WhatsAppQrAccount own;
  private final Arrival arrival;

  WhatsAppQrGroups(WhatsAppQrAccount own, Arrival arrival) {
    this.own = own;
    this.arrival = arrival;
  }

  Translation members(JsonNode change) {
    Optional<String> group = Payload.words(change, "id");
    List<Member> members =
        Payload.each(change, "participants").map(this::member).flatMap(Optional::stream).toList();
    if (group.isEmpty() || members.isEmpty()) {
      return Translation.unknown("participants_form");
    }
    return switch (change.path("action").asText()) {
      case "add" -> changed(change, WhatsAppQrChats.chat(group.get()), members, true);
      case "remove" -> changed(change, WhatsAppQrChats.chat(group.get()), members, false);
      case "promote", "demote", "modify" -> Translation.ignored("rights_of_members");
      default -> Translation.unknown("participants_action");
    };
  }

  private Translation changed(
      JsonNode change, Conversation where, List<Member> members, boolean came) {
    List<Happening> what = new ArrayList<>();
    if (members.stream().anyMatch(Member::self)) {
      what.add(came ? new Happening.BotAdded() : new Happening.BotRemoved());
    }
    List<Member> others = members.stream().filter(m -> !m.self()).toList();
    if (!others.isEmpty()) {
      what.add(
          came
              ? new Happening.MemberJoined(Optional.empty(), others.getFirst(), others)
              : new Happening.MemberLeft(Optional.empty(), others.getFirst(), others));
    }
    Translation all = Translation.of(List.of());
    for (int i = 0; i < what.size(); i++) {
      all =
          all.plus(
              Translation.of(
                  arrival.event(
                      arrival.delivery(i),
                      Optional.empty(),
                      Optional.of(where),
                      Payload.words(change, "author").map(Participant::of),
                      what.get(i))));
    }
    return all;
  }

  /** An address, or an object with both of a person's. */
  private Optional<Member> member(JsonNode who) {
    Optional<String> id =
        who.isTextual()
            ? Optional.of(who.textValue()).filter(a -> !a.isBlank())
            : Payload.words(who, "id");
    return id.map(
        address -> new Member(address, Payload.words(who, "name"), false, isSelf(address, who)));
  }

  private boolean isSelf(String address, JsonNode who) {
    return address.equals(own.address())
        || Payload.words(who, "phoneNumber").filter(own.address()::equals).isPresent();
  }
}

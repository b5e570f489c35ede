package dev.milena.platform.vk;

import static dev.milena.platform.Payload.words;
import static dev.milena.platform.vk.VkFields.peer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import dev.milena.platform.Arrival;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads who follows the community and who does no more. It is no chat: whoever follows it is in
 * none for that. Pure.
 */
record VkFollowers(VkPeers peers) {
  Translation joined(Arrival arrival, JsonNode object) {
    String how = words(object, "join_type").orElse("join");
    if (how.equals("request")) {
      return Translation.ignored("join_request");
    }
    Optional<Participant> by = how.equals("approved") ? Optional.empty() : person(object);
    return membership(
        arrival,
        object,
        by,
        member -> new Happening.MemberJoined(Optional.empty(), member, List.of()));
  }

  Translation left(Arrival arrival, JsonNode object) {
    boolean themselves = object.path("self").asInt() == 1 || Payload.flag(object, "self");
    return membership(
        arrival,
        object,
        themselves ? person(object) : Optional.empty(),
        member -> new Happening.MemberLeft(Optional.empty(), member, List.of()));
  }

  private Translation membership(
      Arrival arrival,
      JsonNode object,
      Optional<Participant> by,
      Function<Member, Happening> what) {
    return peer(object, "user_id")
        .map(peers::member)
        .map(member ->
            Translation.of(
                arrival.event(
                    arrival.delivery(),
                    Optional.empty(),
                    Optional.empty(),
                    by,
                    what.apply(member))))
        .orElseGet(() -> Translation.unknown("event_form"));
  }

  private Optional<Participant> person(JsonNode object) {
    return peer(object, "user_id").map(peers::participant);
  }
}

package dev.milena.platform.vk;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Payload;
import dev.milena.platform.vk.VkNamed.Name;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls by which many names are asked for at once, and how their answers are read. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/method/users.get">users.get, read 2026-11-21</a>
 * @see <a href="https://dev.vk.com/ru/method/messages.getConversationsById">
 *     messages.getConversationsById, read 2026-11-21</a>
 */
enum VkLookup {
  PEOPLE(1000) {
    @Override
    ApiRequest request(VkAccount settings, Collection<String> peers) {
      return VkCall.of(
          settings, "users.get", fields("user_ids", joined(peers), "fields", "screen_name"));
    }

    @Override
    Map<String, Name> read(JsonNode response) {
      return named(response.valueStream(), "", VkLookup::person);
    }
  },
  CHATS(100) {
    @Override
    ApiRequest request(VkAccount settings, Collection<String> peers) {
      return VkCall.of(
          settings,
          "messages.getConversationsById",
          fields("peer_ids", joined(peers), "group_id", settings.groupId()));
    }

    /** What the community may not see has no title. */
    @Override
    Map<String, Name> read(JsonNode response) {
      Map<String, Name> found = new HashMap<>();
      each(response, "items")
          .forEach(item ->
              VkFields.peer(item.path("peer"), "id")
                  .ifPresent(peer ->
                      words(item.path("chat_settings"), "title")
                          .ifPresent(title -> found.put(peer, new Name(title, Optional.empty())))));
      return found;
    }
  },
  COMMUNITIES(500) {
    @Override
    ApiRequest request(VkAccount settings, Collection<String> peers) {
      List<String> numbers = peers.stream().map(peer -> peer.substring(1)).toList();
      return VkCall.of(settings, "groups.getById", fields("group_ids", joined(numbers)));
    }

    /** A list until 5.131, in an object since then. */
    @Override
    Map<String, Name> read(JsonNode response) {
      Stream<JsonNode> groups =
          response.isArray() ? response.valueStream() : each(response, "groups");
      return named(groups, "-", VkLookup::community);
    }
  };

  private final int most;

  VkLookup(int most) {
    this.most = most;
  }

  /** Which one knows a peer. */
  static VkLookup of(String peer) {
    if (VkPeers.isCommunity(peer)) {
      return COMMUNITIES;
    }
    return VkPeers.isChat(peer) ? CHATS : PEOPLE;
  }

  /** How many peers one call may ask for. */
  int most() {
    return most;
  }

  abstract ApiRequest request(VkAccount settings, Collection<String> peers);

  abstract Map<String, Name> read(JsonNode response);

  /**
   * The names of an answer; none where VK refuses this question for good.
   *
   * @throws IllegalStateException when VK cannot answer now
   */
  Map<String, Name> read(ApiAnswer answer) {
    return switch (VkAnswers.classify(answer)) {
      case DeliveryResult.Delivered _ -> read(answer.json().path("response"));
      case DeliveryResult.Rejected _ -> Map.of();
      case DeliveryResult.Throttled _,
          DeliveryResult.Unreached _,
          DeliveryResult.Unconfirmed _,
          DeliveryResult.Readdressed _,
          DeliveryResult.Misconfigured _ ->
          throw new IllegalStateException("VK gives no names now");
    };
  }

  private static Map<String, Name> named(
      Stream<JsonNode> objects,
      String sign,
      java.util.function.Function<JsonNode, Optional<String>> display) {
    Map<String, Name> found = new HashMap<>();
    objects.forEach(object ->
        VkFields.counted(object, "id")
            .ifPresent(number ->
                display
                    .apply(object)
                    .ifPresent(name ->
                        found.put(sign + number, new Name(name, words(object, "screen_name"))))));
    return found;
  }

  private static Optional<String> person(JsonNode user) {
    String whole =
        Stream.of("first_name", "last_name")
            .map(part -> words(user, part))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return Optional.of(whole).filter(name -> !name.isBlank());
  }

  private static Optional<String> community(JsonNode group) {
    return Payload.words(group, "name");
  }

  private static String joined(Collection<String> peers) {
    return String.join(",", peers);
  }

  private static Map<String, String> fields(String... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], pairs[i + 1]);
    }
    return fields;
  }
}

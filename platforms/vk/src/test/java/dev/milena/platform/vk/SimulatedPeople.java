package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.Tally;
import dev.milena.platform.vk.SimulatedMessage.StoredFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people do in simulated chats. In a direct chat there is one person, whose id is the chat's;
 * in a group the one who acts is always the same. Thread-safe.
 */
public final class SimulatedPeople implements People {
  /** The one who acts in groups. */
  public static final long MEMBER = 5_550_001;

  private final Function<AccountRef, SimulatedCommunity> communities;
  private final String baseUrl;
  private final Tally tally;

  SimulatedPeople(
      Function<AccountRef, SimulatedCommunity> communities, String baseUrl, Tally tally) {
    this.communities = communities;
    this.baseUrl = baseUrl;
    this.tally = tally;
  }

  private static long person(String conversation) {
    return VkPeers.isChat(conversation) ? MEMBER : Long.parseLong(conversation);
  }

  @Override
  public String write(AccountRef account, String conversation, String text) {
    return say(account, conversation, text, Optional.empty(), _ -> List.of());
  }

  @Override
  public String reply(AccountRef account, String conversation, String messageId, String text) {
    return say(account, conversation, text, Optional.of(messageId), _ -> List.of());
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile offered) {
    return say(
        account,
        conversation,
        offered.caption().orElse(""),
        Optional.empty(),
        community -> List.of(community.store("doc", offered.name(), offered.bytes())));
  }

  private String say(
      AccountRef account,
      String conversation,
      String text,
      Optional<String> replyTo,
      Function<SimulatedCommunity, List<StoredFile>> with) {
    SimulatedCommunity community = communities.apply(account);
    synchronized (community) {
      List<StoredFile> files = with.apply(community);
      SimulatedMessage message =
          community.add(conversation, false, text, replyTo, files, VkApi.object());
      ObjectNode object = VkApi.object();
      ObjectNode body = body(community, conversation, message);
      replyTo.ifPresent(id ->
          body.set(
              "reply_message",
              community
                  .message(conversation, Long.parseLong(id))
                  .quoted(Long.parseLong(conversation), person(conversation))));
      files.forEach(file -> attach(community, body, file));
      object.set("message", body);
      object.set("client_info", client());
      tell(community, conversation, "message_new", object);
      return Long.toString(message.cmid());
    }
  }

  /** A message as VK shows it. */
  static ObjectNode body(
      SimulatedCommunity community, String conversation, SimulatedMessage message) {
    long writer = message.isOurs() ? -Long.parseLong(community.groupId()) : person(conversation);
    ObjectNode body =
        VkApi.object()
            .put("date", message.at())
            .put("from_id", writer)
            .put("peer_id", Long.parseLong(conversation))
            .put("conversation_message_id", message.cmid())
            .put("id", VkPeers.isChat(conversation) ? 0 : message.cmid())
            .put("out", message.isOurs() ? 1 : 0)
            .put("random_id", 0)
            .put("text", message.text());
    body.putArray("attachments");
    body.putArray("fwd_messages");
    return body;
  }

  private void attach(SimulatedCommunity community, ObjectNode body, StoredFile file) {
    ObjectNode attachment = body.withArray("attachments").addObject().put("type", "doc");
    attachment
        .putObject("doc")
        .put("id", Long.parseLong(file.handle().replaceAll(".*_", "")))
        .put("owner_id", -Long.parseLong(community.groupId()))
        .put("title", file.name())
        .put("size", file.bytes().length)
        .put("type", 1)
        .put("url", baseUrl + "/files/" + community.groupId() + "/" + file.handle());
  }

  /** What today's apps can show. */
  static ObjectNode client() {
    ObjectNode client = VkApi.object();
    List.of("text", "vkpay", "open_app", "location", "open_link", "callback")
        .forEach(client.putArray("button_actions")::add);
    return client
        .put("keyboard", true)
        .put("inline_keyboard", true)
        .put("carousel", true)
        .put("lang_id", 0);
  }

  private void tell(
      SimulatedCommunity community, String conversation, String type, ObjectNode object) {
    tally.input();
    ObjectNode event =
        VkApi.object()
            .put("group_id", Long.parseLong(community.groupId()))
            .put("type", type)
            .put("event_id", String.format("%040x", community.number()))
            .put("v", VkCall.VERSION);
    event.set("object", object);
    community.updates().tell(conversation, event);
  }

  /** Tells the community whatever a test thinks of. */
  public void tell(AccountRef account, String conversation, String type, ObjectNode object) {
    SimulatedCommunity community = communities.apply(account);
    synchronized (community) {
      tell(community, conversation, type, object);
    }
  }

  @Override
  public void edit(AccountRef account, String conversation, String messageId, String text) {
    SimulatedCommunity community = communities.apply(account);
    synchronized (community) {
      SimulatedMessage message = community.message(conversation, Long.parseLong(messageId));
      message.change(text, List.of(), VkApi.object());
      tell(
          community,
          conversation,
          "message_edit",
          body(community, conversation, message).put("update_time", community.now()));
    }
  }

  @Override
  public void press(AccountRef account, String conversation, String messageId, String value) {
    pressForAnswer(account, conversation, messageId, value);
  }

  /** The same; gives the press, by which its answer is found. */
  public String pressForAnswer(
      AccountRef account, String conversation, String messageId, String value) {
    SimulatedCommunity community = communities.apply(account);
    synchronized (community) {
      String payload =
          community.message(conversation, Long.parseLong(messageId)).payloads().stream()
              .filter(p -> carries(p, value))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("No button carries that under " + messageId));
      String press = community.press(Long.toString(person(conversation)), conversation);
      ObjectNode object =
          VkApi.object()
              .put("user_id", person(conversation))
              .put("peer_id", Long.parseLong(conversation))
              .put("event_id", press)
              .put("conversation_message_id", Long.parseLong(messageId));
      object.set("payload", Json.tree(payload.getBytes(StandardCharsets.UTF_8)));
      tell(community, conversation, "message_event", object);
      return press;
    }
  }

  private static boolean carries(String payload, String value) {
    return payload.equals(value)
        || VkPress.read(Payload.tree(payload.getBytes(StandardCharsets.UTF_8)))
            .filter(press -> press.value().equals(value))
            .isPresent();
  }

  /** What the person who pressed was told; absent: the button still turns. */
  public Optional<String> answer(AccountRef account, String press) {
    SimulatedCommunity community = communities.apply(account);
    synchronized (community) {
      return community.answer(press);
    }
  }

  @Override
  public void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    SimulatedCommunity community = communities.apply(account);
    ObjectNode object =
        VkApi.object()
            .put("reacted_id", person(conversation))
            .put("peer_id", Long.parseLong(conversation))
            .put("cmid", Long.parseLong(messageId));
    if (on) {
      object.put("reaction_id", Long.parseLong(VkReactions.number(emoji).orElseThrow()));
    }
    synchronized (community) {
      tell(community, conversation, "message_reaction_event", object);
    }
  }
}

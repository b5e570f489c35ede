package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Capability;
import dev.milena.platform.Degradation;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.HttpConnector;
import dev.milena.platform.Markup;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

class PostboxSender implements HttpConnector {
  private static final int TEXT_MAX = 1000;

  private final ApiClient http;

  PostboxSender(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return PostboxPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    return Set.of(
        Capability.SEND,
        Capability.MARKS,
        Capability.REPLY,
        Capability.EDIT,
        Capability.DELETE,
        Capability.REACT,
        Capability.BUTTONS,
        Capability.FILES);
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return Map.of("token", account.as(PostboxSettings.class).token());
  }

  @Override
  public Plan plan(Account account, Command command) {
    String url = account.as(PostboxSettings.class).url();
    ObjectNode to = Json.mapper().createObjectNode().put("box", command.to().conversation());
    List<String> degraded =
        command.to().thread().map(_ -> List.of(Degradation.THREAD)).orElse(List.of());
    return switch (command.action()) {
      case Action.Send send -> steps(send(url, to, send), withMenu(degraded, send.content()));
      case Action.Edit edit ->
          steps(
              List.of(
                  json(
                      url + "/edit",
                      named(to, edit.messageId()).put("text", Markup.read(edit.content()).text()))),
              degraded);
      case Action.Delete delete ->
          steps(List.of(json(url + "/delete", named(to, delete.messageId()))), degraded);
      case Action.AddReaction add ->
          steps(
              List.of(
                  json(
                      url + "/react",
                      named(to, add.messageId()).put("emoji", add.emoji()).put("on", true))),
              degraded);
      case Action.RemoveReaction remove ->
          steps(
              List.of(
                  json(
                      url + "/react",
                      named(to, remove.messageId()).put("emoji", remove.emoji()).put("on", false))),
              degraded);
      case Action.Press press ->
          steps(
              send(url, to, Degradation.pressAsMessage(press)),
              Stream.concat(degraded.stream(), Stream.of(Degradation.PRESS)).toList());
      case Action.Read _,
          Action.AnswerInteraction _,
          Action.OpenForm _,
          Action.StartTyping _,
          Action.CloseConversation _,
          Action.TransferConversation _,
          Action.Unknown _ ->
          new Plan.Refused(Reasons.UNSUPPORTED);
    };
  }

  private static List<String> withMenu(List<String> degraded, Content content) {
    return Degradation.hasMenu(content.buttons())
        ? Stream.concat(degraded.stream(), Stream.of(Degradation.MENU)).toList()
        : degraded;
  }

  private static List<ApiRequest> send(String url, ObjectNode to, Action.Send send) {
    List<ApiRequest> calls = new ArrayList<>();
    List<Attachment> files = send.content().attachments();
    RichText text = Markup.read(send.content());
    if (files.isEmpty()) {
      List<RichText> parts = text.split(TEXT_MAX);
      for (int i = 0; i < parts.size(); i++) {
        calls.add(
            json(url + "/send", letter(to, send, parts.get(i), i == 0, i == parts.size() - 1)));
      }
    }
    for (int i = 0; i < files.size(); i++) {
      Attachment file = files.get(i);
      ApiRequest.FilePart part =
          new ApiRequest.FilePart(
              "file",
              file.name().orElse("file"),
              file.mime().orElse("?"),
              file.url().orElseThrow(),
              1_000_000);
      Map<String, String> fields =
          Map.of("box", to.path("box").asText(), "text", i == 0 ? text.text() : "");
      calls.add(
          new ApiRequest(
              "POST",
              url + "/file",
              headers(),
              new ApiRequest.MultipartBody(fields, List.of(part))));
    }
    return calls;
  }

  private static ObjectNode letter(
      ObjectNode to, Action.Send send, RichText text, boolean first, boolean last) {
    ObjectNode letter = to.deepCopy().put("text", text.text());
    ArrayNode bold = letter.putArray("bold");
    text.marks().forEach(m -> bold.addArray().add(m.offset()).add(m.length()));
    send.replyTo()
        .filter(_ -> first)
        .ifPresent(r -> letter.put("answers", ((MessageRef.Known) r).id()));
    if (last) {
      ArrayNode buttons = letter.putArray("buttons");
      Degradation.menusAsButtons(send.content().buttons()).stream()
          .flatMap(List::stream)
          .forEach(b -> buttons.add(b.label()));
    }
    return letter;
  }

  private static ObjectNode named(ObjectNode to, MessageRef message) {
    return to.deepCopy().put("id", ((MessageRef.Known) message).id());
  }

  private static ApiRequest json(String url, ObjectNode body) {
    return ApiRequest.postJson(url, headers(), body);
  }

  private static Map<String, String> headers() {
    return Map.of("authorization", "Bearer {token}");
  }

  private static Plan steps(List<ApiRequest> calls, List<String> degraded) {
    List<Step> steps = new ArrayList<>();
    calls.forEach(
        c -> steps.add(new Step(steps.size() + 1, c, false, List.of(), Optional.empty())));
    return new Plan.Steps(steps, degraded);
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return switch (answer.status()) {
      case 200 ->
          Optional.ofNullable(Json.tree(answer.body().getBytes()).path("id").textValue())
              .map(DeliveryResult.Delivered::as)
              .orElseGet(DeliveryResult.Delivered::unnamed);
      case 401 -> new DeliveryResult.Misconfigured(Reasons.UNAUTHORIZED);
      case 429 ->
          new DeliveryResult.Throttled(
              Duration.ofSeconds(Long.parseLong(answer.headers().get("retry-after"))),
              DeliveryResult.Scope.ACCOUNT);
      case 400, 404 -> DeliveryResult.Rejected.because(Reasons.BAD_REQUEST);
      default -> new DeliveryResult.Unconfirmed(Reasons.PLATFORM_ERROR);
    };
  }
}

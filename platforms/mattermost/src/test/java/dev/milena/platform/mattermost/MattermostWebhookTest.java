package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Json;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MattermostWebhookTest {
  private static final Account ACCOUNT = MattermostFixtures.account();
  private static final String COMMAND =
      "channel_id=c1&channel_name=town-square&command=%2Fweather&response_url=https%3A%2F%2Fchat.example.com%2Fhooks%2Fcommands%2Fh00k"
          + "&team_id=t1&text=toronto+week+%26+more&trigger_id=dHJpZ2dlcjox&user_id=u1&user_name=alan&root_id=r1&token=";

  private final MattermostWebhook webhook = new MattermostWebhook();

  private Reception receive(
      String method, String body, Map<String, String> headers, MultiMap query) {
    MultiMap sent = MultiMap.caseInsensitiveMultiMap();
    sent.addAll(headers);
    return webhook
        .receive(
            ACCOUNT,
            new InboundRequest(
                method, "", sent, query, Buffer.buffer(body), MattermostFixtures.NOW))
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  private Reception receive(String body) {
    return receive("POST", body, Map.of(), MultiMap.caseInsensitiveMultiMap());
  }

  private static Reception.Cause cause(Reception reception) {
    assertThat(reception).isInstanceOf(Reception.Refused.class);
    return ((Reception.Refused) reception).cause();
  }

  private static Happening what(Reception reception) {
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    return ((Reception.Accepted) reception).translation().events().getFirst().what();
  }

  private static ObjectNode press(String expires) {
    ObjectNode body = MattermostFixtures.json("press");
    ObjectNode context = body.withObject("/context").put(MattermostSigned.EXPIRES, expires);
    context.put(
        MattermostSigned.SIGNATURE,
        MattermostSigned.press(body).claim().by(MattermostFixtures.SECRET));
    return body;
  }

  private static String later() {
    return Long.toString(MattermostFixtures.NOW.plusSeconds(60).getEpochSecond());
  }

  @Test
  void slashCommandIsACommandWithEverythingThatAnAnswerNeeds() {
    // When
    Reception reception = receive(COMMAND + MattermostFixtures.TOKEN);

    // Then
    Happening.CommandInvoked invoked = (Happening.CommandInvoked) what(reception);
    assertThat(invoked.command().name()).isEqualTo("weather");
    assertThat(invoked.command().args()).isEqualTo("toronto week & more");
    assertThat(invoked.interaction().flatMap(Interaction::id)).hasValue("u1.h00k.dHJpZ2dlcjox");
    var event = ((Reception.Accepted) reception).translation().events().getFirst();
    assertThat(event.conversation().orElseThrow().thread()).hasValue("r1");
    assertThat(event.sender().orElseThrow().username()).hasValue("alan");
    assertThat(event.expiresAt()).hasValue(MattermostFixtures.NOW.plus(Duration.ofMinutes(30)));
    assertThat(event.id()).doesNotContain("dHJpZ2dlcjox");
    assertThat(((Reception.Accepted) reception).reply().body().length()).isZero();
  }

  @Test
  void commandThatComesAsGetHasItsFieldsInTheAddress() {
    // Given
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    query.add("command", "/ping").add("channel_id", "c1").add("user_id", "u1");
    query.add("token", MattermostFixtures.TOKEN);

    // When
    Reception reception = receive("GET", "", Map.of(), query);

    // Then
    assertThat(((Happening.CommandInvoked) what(reception)).command().name()).isEqualTo("ping");
  }

  @ParameterizedTest
  @CsvSource({
    "wrong,",
    "'',",
    "fakehooktoken0000000000001,Token wrong",
    "wrong,Token fakehooktoken0000000000001"
  })
  void wrongTokenIsRefusedWith401(String token, String header) {
    // When
    Reception reception =
        receive(
            "POST",
            COMMAND + token,
            header == null ? Map.of() : Map.of("Authorization", header),
            MultiMap.caseInsensitiveMultiMap());

    // Then
    assertThat(cause(reception)).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(webhook.refusal().status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"Token fakehooktoken0000000000001", "Bearer of-an-outgoing-connection"})
  void headerCountsOnlyInTheServersOwnScheme(String header) {
    // When
    Reception reception =
        receive(
            "POST",
            COMMAND + MattermostFixtures.TOKEN,
            Map.of("Authorization", header),
            MultiMap.caseInsensitiveMultiMap());

    // Then
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void pressWithOurSignatureIsTakenAndItsSecretsStayHere() {
    // When
    Reception reception = receive(press(later()).toString());

    // Then
    Interaction pressed = ((Happening.InteractionPressed) what(reception)).interaction();
    assertThat(pressed.actionId()).hasValue("choice");
    assertThat(pressed.value()).hasValue("yes-1");
    assertThat(pressed.label()).hasValue("Yes");
    assertThat(pressed.messageId()).hasValue(MattermostFixtures.POST);
    assertThat(pressed.context().orElseThrow().has(MattermostSigned.SIGNATURE)).isFalse();
    assertThat(pressed.context().orElseThrow().has(MattermostSigned.EXPIRES)).isFalse();
    assertThat(((Reception.Accepted) reception).reply().body()).hasToString("{}");
  }

  @Test
  void pressIsRefusedWithoutOurSignatureOrInAnotherChannelOrTooLate() {
    // Given
    ObjectNode elsewhere = press(later()).put("channel_id", "another");
    ObjectNode changed = press(later());
    changed.withObject("/context").put(MattermostSigned.VALUE, "no-2");
    String past = Long.toString(MattermostFixtures.NOW.minusSeconds(1).getEpochSecond());

    // Then
    assertThat(cause(receive(MattermostFixtures.json("press").toString())))
        .isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(cause(receive(elsewhere.toString()))).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(cause(receive(changed.toString()))).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(cause(receive(press(past).toString()))).isEqualTo(Reception.Cause.STALE);
  }

  @Test
  void formIsTakenWithWhatWasRememberedSignedInItsState() {
    // Given
    ObjectNode form = MattermostFixtures.json("form_sent");
    MattermostSignature claim =
        new MattermostSignature(
            MattermostFixtures.CHANNEL, "ticket", "step 1", Long.parseLong(later()));
    String state = MattermostSigned.state(later(), claim.by(MattermostFixtures.SECRET), "step 1");

    // When
    Reception signed = receive(form.deepCopy().put("state", state).toString());
    Reception unsigned = receive(form.toString());
    Reception other = receive(form.deepCopy().put("state", state + "2").toString());

    // Then
    Happening.InteractionSubmitted sent = (Happening.InteractionSubmitted) what(signed);
    assertThat(sent.interaction().context().orElseThrow().path("state").asText())
        .isEqualTo("step 1");
    assertThat(cause(unsigned)).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(cause(other)).isEqualTo(Reception.Cause.UNAUTHENTICATED);
  }

  @Test
  void withoutTokensAndSecretNothingIsTaken() {
    // Given
    ObjectNode bare = MattermostFixtures.settings();
    bare.remove(List.of("hook-tokens", "callback-secret"));
    MattermostGuard guard =
        new MattermostGuard(MattermostAccount.of(MattermostFixtures.account(bare)));
    MultiMap none = MultiMap.caseInsensitiveMultiMap();

    // Then
    assertThat(
            guard.refusal(
                MattermostCallback.read((COMMAND + "x").getBytes(), none),
                none,
                MattermostFixtures.NOW))
        .hasValueSatisfying(r -> assertThat(r.explanation()).contains("hook-tokens"));
    assertThat(
            guard.refusal(
                MattermostCallback.read(Json.bytes(press(later())), none),
                none,
                MattermostFixtures.NOW))
        .hasValueSatisfying(r -> assertThat(r.explanation()).contains("callback-secret"));
  }

  @Test
  void anotherAddressBehindOursIsNotServed() {
    // When
    Reception reception =
        webhook
            .receive(
                ACCOUNT,
                new InboundRequest(
                    "POST",
                    "/other",
                    MultiMap.caseInsensitiveMultiMap(),
                    MultiMap.caseInsensitiveMultiMap(),
                    Buffer.buffer(COMMAND + MattermostFixtures.TOKEN),
                    MattermostFixtures.NOW))
            .await()
            .atMost(Duration.ofSeconds(5));

    // Then
    assertThat(cause(reception)).isEqualTo(Reception.Cause.NOT_SERVED);
  }
}

package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reasons;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MattermostAnswersTest {
  private static ApiAnswer answer(int status, String body) {
    return new ApiAnswer(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body));
  }

  private static ApiAnswer error(int status, String id) {
    return answer(
        status, "{\"id\":\"%s\",\"message\":\"x\",\"status_code\":%d}".formatted(id, status));
  }

  @ParameterizedTest
  @CsvSource({
    "400, model.post.is_valid.message_length.app_error, bad_request, false",
    "400, api.post.create_post.root_id.app_error, conversation_gone, false",
    "400, api.post.update_post.permissions_time_limit.app_error, message_gone, false",
    "400, api.post.create_post.can_not_post_to_deleted.error, conversation_gone, false",
    "403, api.context.permissions.app_error, not_permitted, true",
    "403, api.channel.archived.app_error, conversation_gone, false",
    "404, app.post.get.app_error, message_gone, false",
    "404, app.channel.get.existing.app_error, conversation_gone, false",
    "404, app.team.get.find.app_error, not_permitted, true",
    "413, api.file.upload_file.too_large.app_error, too_large, false",
    "501, api.command.disabled.app_error, not_permitted, true"
  })
  void refusalsHaveTheirReasons(int status, String id, String reason, boolean operator) {
    // Then
    assertThat(MattermostAnswers.classify(error(status, id)))
        .isEqualTo(new DeliveryResult.Rejected(reason, operator));
  }

  @Test
  void refusedTokenHoldsTheAccount() {
    // Then
    assertThat(MattermostAnswers.classify(error(401, "api.context.session_expired.app_error")))
        .isEqualTo(new DeliveryResult.Misconfigured(Reasons.UNAUTHORIZED));
  }

  @Test
  void limitSaysHowLongInAHeaderAndNotInJson() {
    // Given
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("X-RateLimit-Reset", "4");

    // Then
    assertThat(
            MattermostAnswers.classify(
                new ApiAnswer(429, headers, Buffer.buffer("limit exceeded\n"))))
        .isEqualTo(
            new DeliveryResult.Throttled(Duration.ofSeconds(4), DeliveryResult.Scope.ACCOUNT));
    assertThat(MattermostAnswers.classify(answer(429, "")))
        .isEqualTo(
            new DeliveryResult.Throttled(Duration.ofSeconds(1), DeliveryResult.Scope.ACCOUNT));
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "503", "504"})
  void serverThatFailsIsNotBelieved(int status) {
    // Then
    assertThat(MattermostAnswers.classify(answer(status, "<html>no</html>")))
        .isEqualTo(new DeliveryResult.Unconfirmed(Reasons.PLATFORM_ERROR));
  }

  @Test
  void postIsNamedAndFilesAreBroughtAlong() {
    // Then
    assertThat(MattermostAnswers.classify(answer(201, "{\"id\":\"p1\",\"channel_id\":\"c1\"}")))
        .isEqualTo(DeliveryResult.Delivered.as("p1"));
    assertThat(
            MattermostAnswers.classify(
                answer(201, "{\"file_infos\":[{\"id\":\"f1\"},{\"id\":\"f2\"}]}")))
        .isEqualTo(new DeliveryResult.Delivered(List.of(), Map.of("file.1", "f1", "file.2", "f2")));
    assertThat(MattermostAnswers.classify(answer(200, "ok")))
        .isEqualTo(DeliveryResult.Delivered.unnamed());
    assertThat(
            MattermostAnswers.classify(
                answer(201, "{\"id\":\"p1\",\"channel_id\":\"c1\",\"type\":\"system_ephemeral\"}")))
        .isEqualTo(DeliveryResult.Delivered.unnamed());
  }

  @Test
  void rootOfAnAnswerIsTheThreadsOwnAndNothingWhereItIsGone() {
    // Then
    assertThat(MattermostAnswers.thread(answer(200, "{\"id\":\"p1\",\"root_id\":\"\"}")))
        .isEqualTo(new DeliveryResult.Delivered(List.of(), Map.of("root", "p1")));
    assertThat(MattermostAnswers.thread(answer(200, "{\"id\":\"p2\",\"root_id\":\"p1\"}")))
        .isEqualTo(new DeliveryResult.Delivered(List.of(), Map.of("root", "p1")));
    assertThat(MattermostAnswers.thread(error(404, "app.post.get.app_error")))
        .isEqualTo(new DeliveryResult.Delivered(List.of(), Map.of("root", "")));
    assertThat(MattermostAnswers.thread(answer(502, "")))
        .isInstanceOf(DeliveryResult.Unconfirmed.class);
  }
}

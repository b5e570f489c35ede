package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.Command;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboundConnectorTest {
  /** Makes no calls. */
  private record Slow(Duration callTimeout) implements OutboundConnector {
    @Override
    public String platform() {
      return "slow";
    }

    @Override
    public Set<Capability> capabilities(Account account) {
      return Set.of();
    }

    @Override
    public Plan plan(Account account, Command command) {
      return new Plan.Steps(List.of(), List.of());
    }

    @Override
    public Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
      return Uni.createFrom().nothing();
    }
  }

  private static Step step(ApiRequest.Body body) {
    ApiRequest request = new ApiRequest("POST", "https://h/x", Map.of(), body);
    return new Step(1, request, false, List.of(), Optional.empty());
  }

  private static ApiRequest.Body form(ApiRequest.FilePart... files) {
    return new ApiRequest.MultipartBody(Map.of("text", "hello"), List.of(files));
  }

  @Test
  void onlyACallWithFilesMayTakeAsLongAsAnUpload() {
    // Given
    Duration upload = Duration.ofSeconds(60);
    ApiRequest.FilePart file = new ApiRequest.FilePart("f", "f.png", "image/png", "https://h/f", 9);

    // When / Then
    assertThat(new Slow(upload).callTimeout(step(form(file)))).isEqualTo(upload);
    assertThat(new Slow(upload).callTimeout(step(new ApiRequest.FileBody(file)))).isEqualTo(upload);
    assertThat(List.of(form(), new ApiRequest.NoBody(), new ApiRequest.FormBody(Map.of())))
        .allSatisfy(body ->
            assertThat(new Slow(upload).callTimeout(step(body)))
                .isEqualTo(OutboundConnector.DEFAULT_CALL_TIMEOUT));
  }

  @Test
  void platformThatIsLessPatientIsSoForAllCalls() {
    Duration little = Duration.ofSeconds(5);
    assertThat(new Slow(little).callTimeout(step(form()))).isEqualTo(little);
  }
}

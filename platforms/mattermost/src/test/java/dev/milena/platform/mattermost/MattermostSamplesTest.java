package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.SampleFact;
import dev.milena.platform.testkit.SamplesContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class MattermostSamplesTest extends SamplesContract {
  MattermostSamplesTest() {
    super(new MattermostRehearsal(), MattermostAnswers::classify);
  }

  @Override
  protected void checkIgnored(String reason, List<Translation.Skipped> skipped) {
    if (!reason.isEmpty()) {
      assertThat(skipped).first().extracting(Translation.Skipped::reason).isEqualTo(reason);
    }
  }

  @Override
  protected List<SampleFact> facts() {
    return List.of(
        new SampleFact(
            "timestamp_ms",
            want ->
                want.has("edited_at_ms")
                    ? Optional.empty()
                    : SampleFact.text(want, "/timestamp_ms"),
            event ->
                List.of(Long.toString(Instant.parse(event.path("time").asText()).toEpochMilli()))),
        new SampleFact(
            "values",
            want ->
                Optional.of(want.at("/interaction/values"))
                    .filter(JsonNode::isObject)
                    .map(JsonNode::toString),
            event -> List.of(event.at("/data/interaction/context/fields").toString())));
  }
}

package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.Translation;
import dev.milena.platform.testkit.SampleFact;
import dev.milena.platform.testkit.SamplesContract;
import java.util.List;

class WhatsAppSamplesTest extends SamplesContract {
  WhatsAppSamplesTest() {
    super(new WhatsAppRehearsal(), WhatsAppAnswers::classify);
  }

  @Override
  protected List<SampleFact> facts() {
    return List.of(
        SampleFact.same("status", "/data/delivery/status"),
        SampleFact.same("old_id", "/data/identity/from"),
        SampleFact.same("new_id", "/data/identity/to"),
        new SampleFact(
            "location",
            want -> SampleFact.text(want, "/location/latitude"),
            event -> List.of(event.at("/data/message/place/place/latitude").asText())));
  }

  @Override
  protected List<SampleFact> attachmentFacts() {
    return List.of(SampleFact.same("id", "/id"));
  }

  @Override
  protected void checkIgnored(String reason, List<Translation.Skipped> skipped) {
    if (!reason.isEmpty()) {
      assertThat(skipped).extracting(Translation.Skipped::reason).containsExactly(reason);
    }
  }
}

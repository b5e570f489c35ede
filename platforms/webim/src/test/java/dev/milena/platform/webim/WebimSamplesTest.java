package dev.milena.platform.webim;

import dev.milena.platform.testkit.SampleFact;
import dev.milena.platform.testkit.SamplesContract;
import java.util.List;

class WebimSamplesTest extends SamplesContract {
  WebimSamplesTest() {
    super(new WebimRehearsal(), new WebimSender(null)::classify);
  }

  @Override
  protected List<SampleFact> facts() {
    return List.of(
        new SampleFact(
            "interaction",
            want -> SampleFact.text(want, "/interaction/type"),
            event -> List.of(event.at("/data/interaction/type").asText())));
  }
}

package dev.milena.platform.discord;

import dev.milena.platform.testkit.SampleFact;
import dev.milena.platform.testkit.SamplesContract;
import java.util.List;

class DiscordSamplesTest extends SamplesContract {
  DiscordSamplesTest() {
    super(new DiscordRehearsal(), DiscordAnswers::classify);
  }

  @Override
  protected List<SampleFact> facts() {
    return List.of(SampleFact.same("forwarded", "/data/message/forwarded"));
  }
}

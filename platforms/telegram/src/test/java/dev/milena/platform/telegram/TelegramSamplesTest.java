package dev.milena.platform.telegram;

import dev.milena.platform.testkit.SampleFact;
import dev.milena.platform.testkit.SamplesContract;
import java.util.List;

class TelegramSamplesTest extends SamplesContract {
  TelegramSamplesTest() {
    super(new TelegramRehearsal(), TelegramAnswers::classify);
  }

  @Override
  protected List<SampleFact> facts() {
    return TelegramSampleFacts.OF_EVENTS;
  }

  @Override
  protected List<SampleFact> attachmentFacts() {
    return List.of(SampleFact.same("id", "/id"));
  }
}

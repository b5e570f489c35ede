package dev.milena.platform.slack;

import dev.milena.platform.testkit.SampleFact;
import dev.milena.platform.testkit.SamplesContract;
import java.util.List;

class SlackSamplesTest extends SamplesContract {
  SlackSamplesTest() {
    super(new SlackRehearsal(), SlackAnswers::classify);
  }

  @Override
  protected List<SampleFact> facts() {
    return List.of(SampleFact.orNothing("thread_id", "/data/conversation/thread").ofMessages());
  }

  @Override
  protected List<SampleFact> attachmentFacts() {
    return List.of(SampleFact.same("id", "/id"));
  }
}

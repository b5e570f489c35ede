package dev.milena.platform.vk;

import dev.milena.platform.testkit.SampleFact;
import dev.milena.platform.testkit.SamplesContract;
import java.util.List;

class VkSamplesTest extends SamplesContract {
  VkSamplesTest() {
    super(new VkRehearsal(), VkAnswers::classify);
  }

  @Override
  protected List<SampleFact> facts() {
    return List.of(
        SampleFact.same("title", "/data/conversation/title"),
        SampleFact.same("text_plain", "/data/message/text"),
        SampleFact.same("status", "/data/delivery/status"));
  }

  @Override
  protected List<SampleFact> attachmentFacts() {
    return List.of(SampleFact.same("id", "/id"));
  }
}

package dev.milena.bench;

import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What one side reads and writes; each side has its own, alike in everything but their names. */
record RouterTopics(String events, String commands, String accepted) {
  static final RouterTopics HUB =
      new RouterTopics(Topics.EVENTS, Topics.outbound("desk", Priority.REPLY), Topics.ACCEPTED);
  static final RouterTopics BARE =
      new RouterTopics("bare.events", "bare.commands", "bare.accepted");

  /** Makes the baseline's; the router makes its own. */
  void make(Admin admin) throws Exception {
    admin
        .createTopics(
            List.of(events, commands, accepted).stream()
                .map(name ->
                    new NewTopic(name, Topic.PARTITIONS, (short) 1)
                        .configs(Map.of("message.timestamp.type", "LogAppendTime")))
                .toList())
        .all()
        .get();
  }
}

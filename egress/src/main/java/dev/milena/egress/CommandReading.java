package dev.milena.egress;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What can be done to the channel's consumer from outside: everything on its polling thread. */
@ApplicationScoped
class CommandReading implements Dock.Reading {
  private final KafkaClientService clients;

  CommandReading(KafkaClientService clients) {
    this.clients = clients;
  }

  private Optional<KafkaConsumer<String, byte[]>> consumer() {
    return Optional.ofNullable(clients.getConsumer(CommandChannel.NAME));
  }

  /** Runs something on the polling thread; does nothing where there is no consumer yet. */
  Uni<Void> onPollingThread(java.util.function.Consumer<Consumer<String, byte[]>> action) {
    return consumer()
        .map(consumer -> consumer.runOnPollingThread(action))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** What was already fetched still comes. */
  @Override
  public void pause(TopicPartition partition) {
    whileOurs(partition, consumer -> consumer.pause(List.of(partition)));
  }

  @Override
  public void resume(TopicPartition partition) {
    whileOurs(partition, consumer -> consumer.resume(List.of(partition)));
  }

  private void whileOurs(
      TopicPartition partition, java.util.function.Consumer<Consumer<String, byte[]>> action) {
    onPollingThread(
            consumer -> {
              if (consumer.assignment().contains(partition)) {
                action.accept(consumer);
              }
            })
        .subscribe()
        .with(
            ignored -> {}, failure -> Log.trouble("Reading cannot be paused or resumed", failure));
  }
}

package dev.milena.bus;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** What Kafka's admin client answers, waited for. */
public final class KafkaAnswer {
  private KafkaAnswer() {}

  /**
   * Blocks until the answer is there.
   *
   * @throws KafkaException what Kafka says; a {@link TimeoutException} when it says nothing in time
   */
  public static <T> T of(KafkaFuture<T> answer, Duration within) {
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("Kafka did not answer within " + within, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting for Kafka", e);
    }
  }
}

package dev.milena.ingress;

import dev.milena.model.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Whether the router is so far behind that Kafka will soon delete what it has not read. Then
 * nothing more is taken: a platform that repeats keeps its messages better than a log that forgets
 * them. Asked every now and then on a thread of its own; while Kafka does not answer, the last
 * answer counts.
 */
@Singleton
class Backlog {
  private static final Logger LOG = Logger.getLogger(Backlog.class);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final Map<String, Object> kafka;
  private final IngressConfig.Backlog config;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean tooOld;

  Backlog(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      IngressConfig config,
      MeterRegistry registry) {
    this.kafka = kafka;
    this.config = config.backlog();
    registry.gauge("milena.ingress.backlog.refusing", this, backlog -> backlog.tooOld() ? 1 : 0);
  }

  /** Whether nothing may be taken now. Never waits. */
  boolean tooOld() {
    return tooOld;
  }

  void start(@Observes StartupEvent started) {
    Thread.ofPlatform().name("milena-backlog").daemon(true).start(this::watch);
  }

  void stop(@Observes ShutdownEvent stopped) {
    stopping.countDown();
  }

  private void watch() {
    try {
      while (!stopping.await(config.checkEvery().toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A client for each look: half a minute apart they would only keep connections. */
  private void look() {
    try (Admin admin = Admin.create(settings())) {
      boolean now =
          new Progress(admin, config.group(), Topics.EVENTS, ANSWER)
              .isBehind(config.refuseFrom(), Instant.now());
      if (now != tooOld) {
        say(now);
      }
      tooOld = now;
    } catch (KafkaException e) {
      LOG.debugf("backlog not known reason=%s", e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.error("backlog: a look broke off; the next one goes on", e);
    }
  }

  private void say(boolean behind) {
    if (behind) {
      LOG.errorf(
          "Nothing is taken: the oldest event that group %s has not processed is older than %.0f %% of the retention of %s. "
              + "Look at the routers; webhooks are answered 503 and streams wait until they have caught up",
          config.group(), 100 * config.refuseFrom(), Topics.EVENTS);
    } else {
      LOG.infof("The routers have caught up: taking again");
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "milena-backlog");
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis() / 2);
    return settings;
  }
}

package dev.milena.egress;

import dev.milena.model.AccountRef;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What egress tells operators, in one vocabulary. Never a message's text, a token or an address.
 */
final class Log {
  private static final Logger LOG = Logger.getLogger("dev.milena.egress");

  private static final Duration ONCE_IN = Duration.ofSeconds(10);
  private static final Map<String, Long> TROUBLES = new ConcurrentHashMap<>();

  private Log() {}

  /** The stack stays; the message may quote what the platform or a person said, and does not. */
  static void defect(Letter letter, Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    LOG.errorf(
        "A connector failed where it must not; the command is parked. account=%s offset=%s error=%s at=%s",
        letter.lane().account(),
        letter.offset(),
        failure.getClass().getName(),
        stack.length == 0 ? "unknown" : stack[0]);
  }

  static void parked(Letter letter, String commandId, String reason) {
    LOG.warnf(
        "A command is parked until someone acts. account=%s commandId=%s reason=%s attempt=%d",
        letter.lane().account(), commandId, reason, letter.attempt());
  }

  static void tooLarge(String commandId) {
    LOG.errorf(
        "A command is too large to be set aside with its reasons; it is given up. commandId=%s",
        commandId);
  }

  static void held(AccountRef account, String reason) {
    LOG.errorf(
        "The platform refuses the account. Nothing is sent until its settings change; nothing is lost."
            + " account=%s reason=%s",
        account, reason);
  }

  static void released(AccountRef account) {
    LOG.infof("The account's settings have changed: sending goes on. account=%s", account);
  }

  static void answersAgain(AccountRef account) {
    LOG.infof("The platform answers again: sending goes on. account=%s", account);
  }

  static void answersNobody(AccountRef account) {
    LOG.warnf(
        "The platform answers nobody. What is to be sent waits and goes out by itself when it does"
            + " again; nothing is lost. account=%s",
        account);
  }

  static void unknownAccount(AccountRef account) {
    LOG.warnf(
        "A command names an account that is not known here. It waits; create the account, or look at"
            + " milena.accounts.filter. account=%s",
        account);
  }

  static void lost(AccountRef account, String partition, long offset) {
    LOG.errorf(
        "A command was deleted from Kafka before it could be sent: it waited longer than topics keep text."
            + " account=%s partition=%s offset=%d",
        account, partition, offset);
  }

  /**
   * Something that is tried again until it works; said once in a while, for it may fail for each of
   * thousands of commands.
   *
   * @param what one of a few sentences, without names in it
   */
  static void trouble(String what, Throwable failure) {
    long now = System.nanoTime();
    Long said = TROUBLES.get(what);
    if (said == null || now - said > ONCE_IN.toNanos()) {
      TROUBLES.put(what, now);
      LOG.warnf("%s; it is tried again. error=%s", what, failure.getClass().getName());
    }
  }

  static void taken(Object partitions) {
    LOG.infof("Partitions taken over. partitions=%s", partitions);
  }

  static void left(Object partitions) {
    LOG.infof("Partitions given up. partitions=%s", partitions);
  }

  static void unfinished(int calls) {
    LOG.warnf(
        "Calls are still under way although their partitions are given up; the next owner leaves their"
            + " conversations alone until they are surely over. calls=%d",
        calls);
  }
}

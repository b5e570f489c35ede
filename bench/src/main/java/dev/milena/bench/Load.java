package dev.milena.bench;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: so many connections, each sending its next call when the last is answered. It
 * shares the machine with what it measures, for both sides alike.
 */
final class Load implements AutoCloseable {
  private final Caller caller;
  private final int connections;
  private final Recording recording;
  private final Buffer[] bodies;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * @param perSecond calls answered 200 in a second
   * @param other calls answered otherwise
   * @param micros latencies of those answered 200
   */
  record Result(double perSecond, long other, Histogram micros) {}

  Load(int port, Recording recording, int connections, int chats) {
    this.connections = connections;
    this.recording = recording;
    this.bodies = new Buffer[chats];
    for (int i = 0; i < chats; i++) {
      bodies[i] = recording.body().body(i, i);
    }
    this.caller = new Caller(port, connections);
  }

  Result run(Duration time) {
    Micros micros = new Micros();
    AtomicLong other = new AtomicLong();
    CountDownLatch done = new CountDownLatch(connections);
    long from = System.nanoTime();
    long until = from + time.toNanos();
    for (int i = 0; i < connections; i++) {
      caller.run(() -> call(until, micros, other, done));
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    Histogram answered = micros.take();
    return new Result(answered.getTotalCount() / seconds, other.get(), answered);
  }

  private void call(long until, Micros micros, AtomicLong other, CountDownLatch done) {
    if (System.nanoTime() > until) {
      done.countDown();
      return;
    }
    Buffer body = bodies[Math.floorMod(next.getAndIncrement(), bodies.length)];
    long from = System.nanoTime();
    caller
        .call(recording, body)
        .onComplete(answered -> {
          if (answered.succeeded() && answered.result() == 200) {
            micros.since(from);
          } else {
            other.incrementAndGet();
          }
          call(until, micros, other, done);
        });
  }

  @Override
  public void close() {
    caller.close();
  }
}

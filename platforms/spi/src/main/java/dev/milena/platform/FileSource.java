package dev.milena.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A file that flows from its address into a call, as fast as the slower of the two, and never
 * beyond its bound.
 */
final class FileSource implements Bodies.Piece, Download.Reader {
  private final Download download;
  private final long bytesMax;
  private final Promise<Buffer> passed = Promise.promise();

  private HttpClientRequest target;
  private Buffer held = Buffer.buffer();
  private long count;
  private boolean done;

  private FileSource(Download download, long bytesMax) {
    this.download = download;
    this.bytesMax = bytesMax;
  }

  /**
   * Opens a file. Fails with {@link CallFailure}, which says whether it makes sense to try again.
   */
  static Future<Bodies.Piece> open(ForeignFiles files, ApiRequest.FilePart part, Duration timeout) {
    return files
        .download(part.source(), timeout)
        .recover(f -> Future.failedFuture(failure(f)))
        .compose(download -> bounded(download, part.bytesMax()));
  }

  static CallFailure failure(Throwable cause) {
    return cause instanceof Download.FailedException f
        ? new CallFailure(f.meaning(), f.getMessage())
        : new CallFailure(
            new DeliveryResult.Unreached(Reasons.FILE_UNAVAILABLE), "The file is not to be had");
  }

  private static Future<Bodies.Piece> bounded(Download download, long bytesMax) {
    if (download.sizeBytes().filter(size -> size > bytesMax).isPresent()) {
      download.drop();
      return Future.failedFuture(tooLarge(bytesMax));
    }
    return Future.succeededFuture(new FileSource(download, bytesMax));
  }

  static CallFailure tooLarge(long bytesMax) {
    return new CallFailure(
        DeliveryResult.Rejected.because(Reasons.TOO_LARGE),
        "The file has more than " + bytesMax + " bytes");
  }

  @Override
  public OptionalLong sizeBytes() {
    return download.sizeBytes().map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  @Override
  public Future<Buffer> write(Buffer before, HttpClientRequest request) {
    held = before;
    target = request;
    download.readBy(this);
    download.resume();
    return passed.future();
  }

  @Override
  public void piece(Buffer bytes) {
    if (done) {
      return;
    }
    count += bytes.length();
    if (count > bytesMax) {
      fail(tooLarge(bytesMax));
      return;
    }
    if (held.length() > 0) {
      target.write(held);
    }
    held = bytes;
    if (target.writeQueueFull()) {
      download.pause();
      target.drainHandler(_ -> download.resume());
    }
  }

  @Override
  public void end() {
    done = true;
    passed.tryComplete(held);
  }

  @Override
  public void broken() {
    fail(brokeOff());
  }

  private void fail(CallFailure failure) {
    if (!done) {
      done = true;
      download.drop();
      passed.tryFail(failure);
    }
  }

  static CallFailure brokeOff() {
    return new CallFailure(
        new DeliveryResult.Unreached(Reasons.FILE_UNAVAILABLE),
        "The file broke off while it was passed on");
  }

  @Override
  public void drop() {
    fail(brokeOff());
  }
}

package dev.milena.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * Finds out how many bytes a file has: as its server says, else by reading it through; never held,
 * and never beyond its bound.
 */
final class FileSize implements Download.Reader {
  private final Download download;
  private final long bytesMax;
  private final Promise<Long> counted = Promise.promise();
  private long count;

  private FileSize(Download download, long bytesMax) {
    this.download = download;
    this.bytesMax = bytesMax;
  }

  /** Fails with {@link CallFailure}, which says whether it makes sense to try again. */
  static Future<Long> find(ForeignFiles files, ApiRequest.FilePart file, Duration timeout) {
    return files
        .download(file.source(), timeout)
        .recover(cause -> Future.failedFuture(FileSource.failure(cause)))
        .compose(download -> find(download, file.bytesMax(), timeout));
  }

  private static Future<Long> find(Download download, long bytesMax, Duration timeout) {
    if (download.sizeBytes().isEmpty()) {
      return new FileSize(download, bytesMax).count(timeout);
    }
    download.drop();
    long size = download.sizeBytes().get();
    return size > bytesMax
        ? Future.failedFuture(FileSource.tooLarge(bytesMax))
        : Future.succeededFuture(size);
  }

  private Future<Long> count(Duration timeout) {
    long timer =
        download
            .vertx()
            .setTimer(Math.max(1, timeout.toMillis()), _ -> giveUp(FileSource.brokeOff()));
    download.readBy(this);
    download.resume();
    return counted.future().onComplete(_ -> download.vertx().cancelTimer(timer));
  }

  private void giveUp(CallFailure failure) {
    if (counted.tryFail(failure)) {
      download.drop();
    }
  }

  @Override
  public void piece(Buffer bytes) {
    count += bytes.length();
    if (count > bytesMax) {
      giveUp(FileSource.tooLarge(bytesMax));
    }
  }

  @Override
  public void end() {
    counted.tryComplete(count);
  }

  @Override
  public void broken() {
    counted.tryFail(FileSource.brokeOff());
  }
}

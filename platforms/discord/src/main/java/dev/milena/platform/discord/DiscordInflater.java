package dev.milena.platform.discord;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes {@code zlib-stream}: one stream of compressed bytes over all frames of a connection, in
 * which every message ends with an empty block. Not thread-safe.
 *
 * @see <a href="https://discord.com/developers/docs/events/gateway#zlibstream">zlib-stream, read
 *     2026-11-21</a>
 */
final class DiscordInflater implements AutoCloseable {
  /** What a flushed deflate stream ends with (RFC 1951). */
  private static final byte[] END = {0, 0, (byte) 0xff, (byte) 0xff};

  /** A guild with its members and channels: some megabytes at most. */
  private static final int MESSAGE_BYTES_MAX = 64 * 1024 * 1024;

  private static final int PIECE = 16 * 1024;

  private final Inflater inflater = new Inflater();
  private Buffer held = Buffer.buffer();

  /**
   * Takes a frame; gives the message that ends with it, if one does.
   *
   * @throws IllegalStateException when it is not compressed so, or a message is beyond all bounds
   */
  Optional<byte[]> add(Buffer frame) {
    held.appendBuffer(frame);
    bounded(held.length());
    if (!endsMessage()) {
      return Optional.empty();
    }
    Buffer whole = Buffer.buffer(held.length() * 4);
    byte[] piece = new byte[PIECE];
    inflater.setInput(held.getBytes());
    held = Buffer.buffer();
    try {
      while (!inflater.needsInput()) {
        int count = inflater.inflate(piece);
        whole.appendBytes(piece, 0, count);
        bounded(whole.length());
        if (count == 0 && !inflater.needsInput()) {
          throw new IllegalStateException("The Gateway's compressed stream has ended");
        }
      }
    } catch (DataFormatException _) {
      throw new IllegalStateException("The Gateway sent something that is not compressed");
    }
    return Optional.of(whole.getBytes());
  }

  private static void bounded(int length) {
    if (length > MESSAGE_BYTES_MAX) {
      throw new IllegalStateException("The Gateway sent a message of more than 64 MiB");
    }
  }

  private boolean endsMessage() {
    int start = held.length() - END.length;
    for (int i = 0; i < END.length; i++) {
      if (start < 0 || held.getByte(start + i) != END[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    inflater.end();
  }
}

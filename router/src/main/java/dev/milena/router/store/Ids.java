package dev.milena.router.store;

import dev.milena.model.AccountRef;
import dev.milena.model.CommandIds;
import dev.milena.model.ConversationRef;
import dev.milena.model.Keys;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The ids of rows: sixteen bytes that follow from the name of a thing, so that nobody has to ask
 * the database for them. They are no UUIDs of any standard variant; Postgres' {@code uuid} is
 * merely the narrowest column that holds them.
 */
public final class Ids {
  private static final int COMMAND_HEX = 32;

  private Ids() {}

  public static UUID conversation(ConversationRef ref) {
    return hash(ref.key());
  }

  public static UUID participant(AccountRef account, String sender) {
    return hash(ConversationRef.senderKey(account, sender));
  }

  /** One event, played for the n-th time. */
  public static UUID event(String id, int replay) {
    return hash(Keys.join(id, Integer.toString(replay)));
  }

  /** The id of a command is sixteen bytes already; what a program chose instead is hashed. */
  public static UUID command(String id) {
    return id.length() == COMMAND_HEX && HexFormat.isHexDigit(id.charAt(0))
        ? fromHex(id)
        : hash(id);
  }

  private static UUID fromHex(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (!HexFormat.isHexDigit(id.charAt(i))) {
        return hash(id);
      }
    }
    return new UUID(Long.parseUnsignedLong(id, 0, 16, 16), Long.parseUnsignedLong(id, 16, 32, 16));
  }

  /** The id of a command as commands carry it. */
  public static String command(UUID id) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(id.getMostSignificantBits())
        + hex.toHexDigits(id.getLeastSignificantBits());
  }

  private static UUID hash(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(CommandIds.hash(text));
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}

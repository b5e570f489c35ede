package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer.Upload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The files of the simulated WhatsApp: kept by handle, found at an address that soon ends. */
final class SimulatedFiles {
  private static final Duration ADDRESS_HOLDS = Duration.ofMinutes(5);
  private static final long MIB = 1024L * 1024;

  /** A kind has the first that its media type begins with. */
  private static final Map<String, Long> BYTES_MAX =
      Map.of("image/webp", MIB / 2, "image/", 5 * MIB, "audio/", 16 * MIB, "video/", 16 * MIB);

  private static final long DOCUMENT_BYTES_MAX = 100 * MIB;

  private final InstantSource clock;
  private final Map<String, Stored> byId = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong(65_000_000);

  /** A file that somebody sent or the hub has uploaded. */
  record Stored(String id, String name, String mime, byte[] bytes) {
    String sha256() {
      return HexFormat.of().formatHex(digest(bytes));
    }

    /** As it stands in a message. */
    ObjectNode inMessage() {
      return Json.mapper()
          .createObjectNode()
          .put("id", id)
          .put("mime_type", mime)
          .put("sha256", Base64.getEncoder().encodeToString(digest(bytes)));
    }

    @Override
    public String toString() {
      return "Stored[" + id + "]";
    }
  }

  SimulatedFiles(InstantSource clock) {
    this.clock = clock;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Stored store(String name, String mime, byte[] bytes) {
    Stored file = new Stored(Long.toString(next.getAndIncrement()), name, mime, bytes);
    byId.put(file.id(), file);
    return file;
  }

  Stored upload(Upload upload, String type) {
    long most =
        Set.of("image/webp", "image/", "audio/", "video/").stream()
            .filter(type::startsWith)
            .mapToLong(BYTES_MAX::get)
            .min()
            .orElse(DOCUMENT_BYTES_MAX);
    if (upload.bytes().length() > most) {
      throw GraphApiError.of(400, 131053, "Media upload error: the file is too large");
    }
    return store(upload.name(), type, upload.bytes().getBytes());
  }

  Optional<Stored> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The answer to the question where a file is. */
  ObjectNode describe(String id, String baseUrl) {
    Stored file = find(id).orElseThrow(() -> GraphApiError.of(400, 100, "Unsupported get request"));
    long ends = clock.instant().plus(ADDRESS_HOLDS).getEpochSecond();
    return Json.mapper()
        .createObjectNode()
        .put("messaging_product", "whatsapp")
        .put("url", baseUrl + "/whatsapp_business/attachments/?mid=" + id + "&ext=" + ends)
        .put("mime_type", file.mime())
        .put("sha256", file.sha256())
        .put("file_size", Integer.toString(file.bytes().length))
        .put("id", id);
  }

  /** What is at an address, if it still holds. */
  Optional<Stored> at(String id, String ends) {
    boolean holds =
        ends != null
            && ends.matches("[0-9]{1,12}")
            && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(ends)));
    return holds ? find(id) : Optional.empty();
  }
}

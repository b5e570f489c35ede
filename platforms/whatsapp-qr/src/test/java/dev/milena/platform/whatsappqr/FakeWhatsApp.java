package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.NodeClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** WhatsApp's servers, a phone and somebody called Alex, as a process on loopback. */
final class FakeWhatsApp implements AutoCloseable {
  static final String NUMBER = "15550001111";
  static final String GROUP = "120363000000000001@g.us";
  static final String ALEX = "15550002222@s.whatsapp.net";

  private static final String PASSPHRASE = "loopback";

  private final Path keys;
  private final NodeClient process;
  private final int port;

  /**
   * @param folder for its key and certificate, by which it keeps files over TLS
   */
  FakeWhatsApp(Path folder) {
    keys = folder;
    keytool(
        "-genkeypair",
        "-alias",
        "fake",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "san=ip:127.0.0.1",
        "-storetype",
        "PKCS12");
    keytool("-exportcert", "-rfc", "-alias", "fake", "-file", certificate());
    process =
        NodeClient.start(
            Path.of("sidecar"),
            "test/fake-whatsapp.mjs",
            Map.of(
                "FAKE_PFX", store(),
                "FAKE_PASSPHRASE", PASSPHRASE,
                "NODE_EXTRA_CA_CERTS", certificate()));
    port = process.await(said -> said.has("listening"), Sidecar.PATIENCE).path("listening").asInt();
  }

  private void keytool(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", store(), "-storepass", PASSPHRASE));
    try {
      Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(made.getInputStream().readAllBytes());
      if (made.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String store() {
    return keys.resolve("fake.p12").toString();
  }

  /** What a client must trust that fetches files here. */
  String certificate() {
    return keys.resolve("fake.pem").toAbsolutePath().toString();
  }

  String url() {
    return "ws://127.0.0.1:" + port + "/ws/chat";
  }

  private static ObjectNode order(String deed) {
    return Json.mapper().createObjectNode().put("do", deed);
  }

  private void does(ObjectNode order) {
    process.say(order);
    process.await("done", order.path("do").asText());
  }

  /** The phone scans a code. */
  void scan(String code) {
    does(order("scan").put("qr", code));
  }

  void write(String id, String text) {
    ObjectNode order = order("deliver").put("from", "alex").put("id", id);
    order.putObject("message").put("conversation", text);
    does(order);
  }

  /** Alex writes in a group that the number is in. */
  void writeInGroup(String id, String text) {
    ObjectNode order = order("deliver").put("from", "alex").put("to", "group").put("id", id);
    order.putObject("message").put("conversation", text);
    does(order);
  }

  /** Alex does something to a message. */
  void change(String id, ObjectNode message) {
    does(order("deliver").put("from", "alex").put("id", id).set("message", message));
  }

  void sendFile(String id, String name, String base64) {
    ObjectNode order = order("deliver").put("from", "alex").put("id", id);
    order
        .putObject("file")
        .put("kind", "document")
        .put("mime", "application/pdf")
        .put("name", name)
        .put("base64", base64);
    does(order);
  }

  /** Somebody types on the linked phone. */
  void writeOnThePhone(String id, String text) {
    ObjectNode order = order("deliver").put("from", "phone").put("to", "alex").put("id", id);
    order.putObject("message").put("conversation", text);
    does(order);
  }

  void receipt(String id) {
    does(order("receipt").put("from", "alex").put("id", id));
  }

  void end(int code) {
    does(order("end").put("code", code));
  }

  /** The person removes the device on the phone. */
  void remove() {
    does(order("remove"));
  }

  void refuseNext(String code) {
    does(order("refuseNext").put("code", code));
  }

  /** The connection breaks when the next message has come, before it is acknowledged. */
  void hangUpNext() {
    does(order("hangUpNext"));
  }

  /** What was seen before is past. */
  void mark() {
    does(order("mark"));
  }

  /** The next message of the hub's that Alex could decrypt. */
  JsonNode sent() {
    return process.await(said -> said.has("sent"), Sidecar.PATIENCE);
  }

  /** Waits until that was seen. */
  JsonNode sees(String field) {
    return process.await(said -> said.has(field), Sidecar.PATIENCE);
  }

  JsonNode sees(String field, String value) {
    return process.await(field, value);
  }

  @Override
  public void close() {
    process.close();
  }
}

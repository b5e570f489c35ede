package dev.milena.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.PlatformSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A platform on which nothing arrives but what a test puts there. */
final class StillPlatform implements PlatformSimulator {
  private final String key;
  private final List<Shown> shown = new ArrayList<>();
  long throttled;

  StillPlatform(String key) {
    this.key = key;
  }

  Place place() {
    return new Place(this, new AccountRef(key, "one"), Json.mapper().createObjectNode());
  }

  /** People see these messages now, after those before. */
  void show(int... numbers) {
    showTagged("", numbers);
  }

  /** The same, of another lane that ends here. */
  void showTagged(String tag, int... numbers) {
    for (int number : numbers) {
      String text = Marks.write(tag, number, 1);
      String id = Integer.toString(shown.size());
      shown.add(
          new Shown(
              id, text, Optional.empty(), List.of(), List.of(), List.of(), List.of(), 0, false));
    }
  }

  @Override
  public String platform() {
    return key;
  }

  @Override
  public String baseUrl() {
    return "http://127.0.0.1:1";
  }

  @Override
  public ObjectNode open(AccountRef account, String hub) {
    return Json.mapper().createObjectNode();
  }

  @Override
  public String write(AccountRef account, String conversation, String text) {
    return "1";
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    return List.copyOf(shown);
  }

  @Override
  public Ledger ledger() {
    return new Ledger(0, 0, 0, 0, 0, 0, throttled);
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void edit(AccountRef account, String conversation, String messageId, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String reply(AccountRef account, String conversation, String messageId, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void press(AccountRef account, String conversation, String messageId, String value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void fail(Fault fault) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}

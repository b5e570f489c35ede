package dev.milena.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.ConversationRef;

/**
 * Something that people of a conversation are to see.
 *
 * @param id names it in its conversation: a second one of that name is passed over
 * @param data what the platform's own programs read; not to be changed
 * @param lasting whether who connects later sees it too; else only who is there now, as of somebody
 *     typing
 */
public record FeedEntry(ConversationRef conversation, String id, ObjectNode data, boolean lasting) {
  /** Nothing of the words, which belong to people. */
  @Override
  public String toString() {
    return "FeedEntry[" + conversation + ", " + data.size() + " fields]";
  }
}

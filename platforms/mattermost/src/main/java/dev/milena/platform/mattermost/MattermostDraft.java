package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Attachment;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest.FilePart;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One message of the hub as posts: words of at most 16383 characters each, up to ten files on a
 * post, files with the last of the words, buttons on the last post. Pure.
 *
 * @param text the post's words in Mattermost's markup; may be empty where there are files or
 *     buttons
 * @param files what is uploaded before it
 * @param boxes what hangs below it
 * @see <a href="https://api.mattermost.com/#operation/CreatePost">CreatePost, read 2026-11-21</a>
 */
record MattermostDraft(String text, List<FilePart> files, ArrayNode boxes) {
  /** Characters of a post: 65535 bytes of at most four a character. */
  static final int TEXT_MAX = 16_383;

  /** Files of a post: its column takes ten ids. */
  static final int FILES_MAX = 10;

  private static final String ATTACHMENTS = "attachments";

  /** Posts, and what of the message they cannot show. */
  record Layout(List<MattermostDraft> posts, List<String> degraded) {}

  MattermostDraft {
    files = List.copyOf(files);
  }

  static Layout of(MattermostAccount settings, String channel, Content content) {
    MattermostButtons buttons = MattermostButtons.of(settings, channel, content.buttons());
    List<String> degraded = new ArrayList<>(buttons.degraded());
    List<Attachment> fetched =
        content.attachments().stream().filter(MattermostDraft::canBeFetched).toList();
    RichText words = buttons.with(Markup.read(content));
    if (fetched.size() < content.attachments().size()) {
      words =
          Degradation.attachmentsAsText(
              words, content.attachments().stream().filter(a -> !canBeFetched(a)).toList());
      degraded.add(Degradation.ATTACHMENT);
    }
    if (MattermostMarkdown.loses(words)) {
      degraded.add(Degradation.MARKS);
    }
    List<MattermostDraft> posts = posts(texts(words), parts(settings, fetched));
    return new Layout(withBoxes(posts, buttons.shown()), degraded);
  }

  /** A file of Mattermost's own belongs to its post and cannot be put under another. */
  private static boolean canBeFetched(Attachment attachment) {
    return attachment.type().isFile() && attachment.url().isPresent();
  }

  /** Signs of the markup count too, so words are cut shorter until all parts fit. */
  private static List<String> texts(RichText words) {
    if (words.text().isBlank()) {
      return List.of();
    }
    for (int room = TEXT_MAX; ; room = room * 3 / 4) {
      List<String> texts =
          words.split(room).stream()
              .filter(p -> !p.text().isBlank())
              .map(MattermostMarkdown::of)
              .toList();
      if (texts.stream().allMatch(t -> t.codePointCount(0, t.length()) <= TEXT_MAX)) {
        return texts;
      }
    }
  }

  private static List<List<FilePart>> parts(MattermostAccount settings, List<Attachment> files) {
    List<List<FilePart>> groups = new ArrayList<>();
    for (int from = 0; from < files.size(); from += FILES_MAX) {
      groups.add(
          files.subList(from, Math.min(files.size(), from + FILES_MAX)).stream()
              .map(f -> part(settings, f))
              .toList());
    }
    return groups;
  }

  private static FilePart part(MattermostAccount settings, Attachment file) {
    return new FilePart(
        "files",
        file.name().filter(n -> !n.isBlank()).orElse("file"),
        file.mime().orElse("application/octet-stream"),
        file.url().orElseThrow(),
        settings.fileBytesMax());
  }

  private static List<MattermostDraft> posts(List<String> texts, List<List<FilePart>> files) {
    List<MattermostDraft> posts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      boolean last = i == texts.size() - 1;
      posts.add(plain(texts.get(i), last && !files.isEmpty() ? files.getFirst() : List.of()));
    }
    files.stream().skip(texts.isEmpty() ? 0 : 1).forEach(group -> posts.add(plain("", group)));
    return posts;
  }

  private static MattermostDraft plain(String text, List<FilePart> files) {
    return new MattermostDraft(text, files, Json.mapper().createArrayNode());
  }

  private static List<MattermostDraft> withBoxes(List<MattermostDraft> posts, ArrayNode boxes) {
    if (boxes.isEmpty()) {
      return posts;
    }
    List<MattermostDraft> all =
        new ArrayList<>(posts.isEmpty() ? List.of(plain("", List.of())) : posts);
    MattermostDraft last = all.removeLast();
    all.add(new MattermostDraft(last.text(), last.files(), boxes));
    return all;
  }

  /** What is not shown to people, and the boxes. */
  ObjectNode props(String marker) {
    ObjectNode props = Json.mapper().createObjectNode().put(MattermostPosts.MARKER, marker);
    props.set(ATTACHMENTS, boxes);
    return props;
  }

  /** Where names stand in {@link #props}, below a place. */
  Set<String> placesBelow(String place) {
    Set<String> places = new HashSet<>();
    MattermostButtons.places(boxes).forEach(p -> places.add(place + "/" + ATTACHMENTS + p));
    return places;
  }

  /** It holds somebody's words. */
  @Override
  public String toString() {
    return "MattermostDraft[" + text.length() + " characters, " + files.size() + " files]";
  }
}

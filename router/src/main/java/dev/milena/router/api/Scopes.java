package dev.milena.router.api;

import java.util.List;

/** What an API key may do. Who may change something may read it too. */
public final class Scopes {
  /** Everything, and alone: make and revoke keys. */
  public static final String ADMIN = "admin";

  /** Accounts and their settings. */
  public static final String ACCOUNTS = "accounts";

  /** People, whose chats they are, and which chats are linked. */
  public static final String LINKS = "links";

  /** Send messages, and ask what became of them. */
  public static final String MESSAGES = "messages";

  /** Routes. */
  public static final String ROUTES = "routes";

  /** Access rules. */
  public static final String ACCESS = "access";

  /** List, replay and drop parked work; not what was said. */
  public static final String PARKED = "parked";

  /** Read what people have written, as far as it is parked. */
  public static final String TEXTS = "texts";

  /** Forget people. */
  public static final String ERASURE = "erasure";

  /** Read everything but keys and texts; change nothing. */
  public static final String READ = "read";

  public static final List<String> ALL =
      List.of(ADMIN, ACCOUNTS, LINKS, MESSAGES, ROUTES, ACCESS, PARKED, TEXTS, ERASURE, READ);

  private Scopes() {}
}

package dev.milena.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stands before every address that a user or caller gave: the hub fetches nothing for a stranger
 * that the stranger could not fetch. A name is resolved once, what it resolves to is looked at, and
 * that very address is connected to, so that a name which means something else a moment later gains
 * nothing.
 */
final class UrlGuard {
  /** Longest address that is looked at. Browsers and proxies stop near here too. */
  private static final int URL_MAX = 8192;

  private final Vertx vertx;
  private final boolean allowPrivate;
  private final Optional<URI> own;
  private final Optional<URI> inside;
  private final Set<String> privateHosts;

  /** For services that accounts name: these hosts may be private. */
  UrlGuard(Vertx vertx, boolean allowPrivate, Set<String> privateHosts) {
    this.vertx = vertx;
    this.allowPrivate = allowPrivate;
    this.own = Optional.empty();
    this.inside = Optional.empty();
    this.privateHosts =
        privateHosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /**
   * @param publicUrl the hub's own address: what lies under it may be fetched wherever it leads
   * @param ownUrl where that is for ourselves, if somewhere else
   */
  UrlGuard(Vertx vertx, boolean allowPrivate, Optional<String> publicUrl, Optional<String> ownUrl) {
    this.vertx = vertx;
    this.allowPrivate = allowPrivate;
    this.own = setting(publicUrl, "milena.public-url");
    this.inside = setting(ownUrl, "milena.http.own-url");
    this.privateHosts = Set.of();
  }

  private static Optional<URI> setting(Optional<String> url, String name) {
    try {
      return url.filter(u -> !u.isBlank()).map(UrlGuard::parse);
    } catch (RefusedException _) {
      throw new IllegalArgumentException(name + " is not an address like https://hub.example.com");
    }
  }

  /** How to get what lies at an address; fails with {@link RefusedException}. */
  Future<RequestOptions> check(String url) {
    URI uri;
    boolean ours;
    try {
      URI asked = parse(url);
      ours = isOwn(asked);
      uri = ours ? inside.map(at -> moved(asked, at)).orElse(asked) : asked;
    } catch (RefusedException e) {
      return Future.failedFuture(e);
    }
    String host = uri.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    Promise<InetAddress> resolved = Promise.promise();
    ((VertxInternal) vertx).resolveAddress(bare, resolved);
    return resolved
        .future()
        .recover(_ -> Future.failedFuture(new RefusedException("its host has no address", true)))
        .compose(address -> admit(uri, ours, address));
  }

  /** Where a file of the hub's is for ourselves. */
  private URI moved(URI asked, URI at) {
    String root = withoutSlash(own.orElseThrow().getRawPath());
    return parse(
        at.getScheme()
            + "://"
            + at.getRawAuthority()
            + withoutSlash(at.getRawPath())
            + target(asked).substring(root.length()));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private Future<RequestOptions> admit(URI uri, boolean ours, InetAddress address) {
    if (!allowPrivate && !ours && !NetworkZone.isPublic(address) && !isNamed(uri)) {
      return Future.failedFuture(new RefusedException("it leads into a private network", false));
    }
    boolean tls = uri.getScheme().equalsIgnoreCase("https");
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    return Future.succeededFuture(
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setSsl(tls)
            .setHost(uri.getHost())
            .setPort(port)
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
            .setURI(target(uri)));
  }

  private static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private boolean isNamed(URI uri) {
    return privateHosts.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  private boolean isOwn(URI uri) {
    return own.filter(o ->
            o.getScheme().equalsIgnoreCase(uri.getScheme())
                && o.getHost().equalsIgnoreCase(uri.getHost())
                && o.getPort() == uri.getPort()
                && isBelow(uri.normalize().getRawPath(), o.getRawPath()))
        .isPresent();
  }

  private static boolean isBelow(String path, String root) {
    String folder = root.endsWith("/") ? root : root + "/";
    return path.startsWith(folder)
        && !path.toLowerCase(Locale.ROOT).contains("%2e")
        && !path.contains("..");
  }

  private static URI parse(String url) {
    if (url.length() > URL_MAX) {
      throw new RefusedException("it is longer than " + URL_MAX + " characters", false);
    }
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException _) {
      throw new RefusedException("it is not an address", false);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new RefusedException("it is neither http nor https", false);
    }
    if (uri.getHost() == null) {
      throw new RefusedException("it has no host", false);
    }
    if (uri.getRawUserInfo() != null) {
      throw new RefusedException("it carries a user name", false);
    }
    return uri;
  }

  /** Not to be fetched. The message says why and never names the address. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    RefusedException(String why, boolean passing) {
      super("The address of the file is not fetched: " + why, null, false, false);
      this.passing = passing;
    }

    /** Whether it might be different in a while. */
    boolean passing() {
      return passing;
    }
  }
}

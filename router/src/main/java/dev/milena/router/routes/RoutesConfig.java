package dev.milena.router.routes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routes of the configuration. */
@ConfigMapping(prefix = "milena.routes")
public interface RoutesConfig {
  /** By name, beside those of the API; of two with one name this one counts. Default: none. */
  @WithParentName
  Map<String, RouteSettings> routes();

  /** A route: which events it takes, and where it leads. What is left out matches everything. */
  interface RouteSettings {
    /**
     * Where it leads, at least one: {@code platform/account} opens a conversation there, {@code
     * platform/account/id} is one, {@code topic:name} is a topic for programs.
     */
    List<String> to();

    /** Patterns of {@code platform/name}, in which a star stands for any characters. */
    @WithDefault("*/*")
    List<String> accounts();

    /**
     * Types of events without {@code dev.milena.}. Default: messages and commands, or presses where
     * buttons are named.
     */
    Optional<List<String>> kinds();

    /** Names of commands, without the sign in front; a star stands for any characters. */
    Optional<List<String>> commands();

    /** Ids of buttons and forms; a star stands for any characters. */
    Optional<List<String>> buttons();

    /** How the text begins; upper and lower case are one. */
    Optional<List<String>> textPrefixes();

    /** Ids of conversations, as on the platform. */
    Optional<List<String>> conversations();

    /** Ids of people of the hub. */
    Optional<List<String>> people();

    /** Whether groups and channels are led too; the group is then the visitor. Default no. */
    @WithDefault("false")
    boolean groups();

    /** The lowest that matches wins; among equals, the first by name. Default 100. */
    @WithDefault("100")
    int position();
  }
}

package dev.milena.platform;

/**
 * Commands that a platform brings to the command line, for example {@code ./milena telegram
 * set-webhook}. A bean that is also a picocli command ({@code @CommandLine.Command} with the
 * platform's key as its name).
 */
public interface PlatformCommand {}

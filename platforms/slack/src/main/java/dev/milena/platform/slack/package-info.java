/**
 * Slack: Events API and Socket Mode in, Web API out. The pure parts ({@code SlackEvents}, {@code
 * SlackPlan}, {@code SlackAnswers}) hold the thinking.
 */
package dev.milena.platform.slack;

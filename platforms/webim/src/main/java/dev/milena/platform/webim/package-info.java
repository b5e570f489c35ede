/**
 * Webim, an operator desk, through two doors. The Custom Channel: the hub is a messenger that hands
 * visitors' words to operators and takes their answers; what its messages look like is
 * configuration ({@link dev.milena.platform.webim.ChannelSettings}), because the vendor's page is
 * not public beyond its introduction. The External Bot API: the hub is a robot operator to whom
 * Webim hands chats.
 */
package dev.milena.platform.webim;

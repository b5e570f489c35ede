/**
 * VK communities: Bots Long Poll or the Callback API in, {@code messages.*} out, alone or packed by
 * {@code execute}.
 */
package dev.milena.platform.vk;

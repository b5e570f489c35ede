package dev.milena.platform;

/**
 * What a platform can be asked for. What is not declared is refused, or degraded in the way {@link
 * Degradation} says.
 */
public enum Capability {
  SEND,
  /** Bold, links and the like inside text. */
  MARKS,
  /** A message that visibly answers another. */
  REPLY,
  EDIT,
  DELETE,
  /** Telling the platform that a message was read. */
  READ,
  REACT,
  BUTTONS,
  /** Something under a message of which one choice is picked. */
  MENU,
  /** An answer that only the person who pressed sees. */
  INTERACTION_ANSWER,
  /** A form that the person who pressed or typed fills in. */
  FORM,
  /** Telling them what does not do in a form before it is taken. */
  FORM_CHECKS,
  /** Being told that a button of its own was pressed elsewhere. */
  PRESS,
  TYPING,
  FILES,
  /** Several files as one message. */
  ALBUM,
  THREADS,
  /** Saying that a conversation is done. */
  CLOSE,
  /** Handing a conversation to somebody else who answers. */
  TRANSFER
}

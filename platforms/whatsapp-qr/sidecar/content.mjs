// What the hub asks to send, in the words of baileys. Pure.

export class BadRequest extends Error {}

/** Kinds that are messages, and so are paced, have an id and are confirmed by WhatsApp. */
const MESSAGES = {
  // Without linkPreview baileys would fetch whatever address a message names.
  text: ({ text, mentions }) => ({ text: need(text, 'text'), mentions, linkPreview: null }),
  image: ({ text, mentions }, file) => ({ image: { url: file.path }, mimetype: file.mime, caption: text, mentions }),
  video: ({ text, mentions, animation }, file) => ({
    video: { url: file.path },
    mimetype: file.mime,
    caption: text,
    mentions,
    gifPlayback: animation === true,
  }),
  audio: ({ voice }, file) => ({ audio: { url: file.path }, mimetype: file.mime, ptt: voice === true }),
  document: ({ text, mentions }, file) => ({
    document: { url: file.path },
    mimetype: file.mime,
    fileName: file.name,
    caption: text,
    mentions,
  }),
  sticker: (_, file) => ({ sticker: { url: file.path }, mimetype: file.mime }),
  location: ({ location }) => ({
    location: {
      degreesLatitude: need(location?.latitude, 'location'),
      degreesLongitude: need(location?.longitude, 'location'),
      name: location.name,
      address: location.address,
    },
  }),
  contact: ({ contact }) => {
    const displayName = need(contact?.name, 'contact');
    return { contacts: { displayName, contacts: [{ displayName, vcard: vcard(contact) }] } };
  },
  reaction: ({ emoji, message_id: id }, _, key) => ({ react: { text: need(emoji, 'emoji', true), key: key(need(id, 'message_id')) } }),
  delete: ({ message_id: id }, _, key) => ({ delete: key(need(id, 'message_id')) }),
  edit: ({ text, mentions, message_id: id }, _, key) => ({
    text: need(text, 'text'),
    mentions,
    linkPreview: null,
    edit: key(need(id, 'message_id')),
  }),
};

export const isMessage = (kind) => Object.hasOwn(MESSAGES, kind);

/** What changes a message that is there is none that could be named. */
export const isNew = (kind) => !['reaction', 'delete', 'edit'].includes(kind);

export const needsFile = (kind) => ['image', 'video', 'audio', 'document', 'sticker'].includes(kind);

/**
 * file: {path, mime, name} for kinds that need one. key: finds the key of a message in the chat by its id.
 */
export function contentOf(request, file, key) {
  return MESSAGES[request.kind](request, file, key);
}

function need(value, name, mayBeEmpty = false) {
  if (value === undefined || value === null || (value === '' && !mayBeEmpty)) {
    throw new BadRequest(`${name} is missing`);
  }
  return value;
}

function vcard({ name, phone }) {
  const text = (value) => String(value).replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${text(name)}`];
  if (phone) {
    const digits = String(phone).replace(/[^0-9]/g, '');
    lines.push(`TEL;type=CELL;waid=${digits}:+${digits}`);
  }
  return [...lines, 'END:VCARD'].join('\n');
}

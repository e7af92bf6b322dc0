/** Of GSM 03.38 (3GPP TS 23.038, 6.2.1): what a text message of seven bits a letter can hold, and what takes two of these. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€\f';

/** Septets that a text takes; null where it has a letter that GSM 03.38 does not know. */
export function septetsOf(text: string): number | null {
  let septets = 0;
  for (const letter of text) {
    if (basic.includes(letter)) septets += 1;
    else if (extended.includes(letter)) septets += 2;
    else return null;
  }
  return septets;
}

/** How many messages a text is sent and paid as: 160 septets, or 70 units of UTF-16; of several, each holds less. */
export function segmentsOf(text: string): number {
  const septets = septetsOf(text);
  const [size, alone, together] = septets === null ? [text.length, 70, 67] : [septets, 160, 153];
  return size <= alone ? 1 : Math.ceil(size / together);
}

/** What stands in the text and in no other to the same number: of a UUIDv7 the end is chance. */
export const referenceOf = (deliveryId: string): string =>
  deliveryId.replaceAll('-', '').slice(-12).toUpperCase();

/**
 * A text message that says from whom and of what, names nobody and fits one segment: a school's name that GSM 03.38 cannot write, or
 * that is too long, gives way.
 * @param title without names, of 60 letters at most
 */
export function smsOf(school: string, title: string, reference: string): string {
  const rest = `: ${title}. Sign in to read it. STOP ends these messages. Ref ${reference}`;
  const room = 160 - (septetsOf(rest) ?? 0);
  const plain = school.normalize('NFC').trim();
  const name = septetsOf(plain) === null ? plain.normalize('NFD').replace(/\p{M}/gu, '') : plain;
  if (name === '' || septetsOf(name) === null) return `School${rest}`;
  let shown = name;
  while ((septetsOf(shown) ?? 0) > room) shown = [...shown].slice(0, -1).join('').trimEnd();
  return `${shown}${rest}`;
}

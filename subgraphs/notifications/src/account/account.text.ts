import type { Letter } from '../notification/subject.ts';

/** What people are told of their own sign-in. */
export const accountKinds = ['PASSWORD_RESET', 'INVITATION', 'PASSWORD_CHANGED'] as const;
export type AccountKind = (typeof accountKinds)[number];

/** A link by which a password is chosen: it exists in memory only, and in the mail. */
export interface Link {
  readonly url: string;
  readonly token: string;
  readonly validForMinutes: number;
}

export const titles: Readonly<Record<AccountKind, string>> = {
  PASSWORD_RESET: 'A link to set a new password',
  INVITATION: 'Choose a password for your sign-in',
  PASSWORD_CHANGED: 'Your sign-in has a new password',
};

/** For the inbox: that there was a mail, and never the link. */
export const bodies: Readonly<Record<AccountKind, string>> = {
  PASSWORD_RESET:
    'A link to set a new password was asked for, and goes out by mail. If it was not you, there is nothing to do: your password stays.',
  INVITATION: 'A link to choose your first password goes out by mail.',
  PASSWORD_CHANGED:
    'Your sign-in has a new password, and other sign-ins of yours have ended. If it was not you, tell the school office at once.',
};

export function changedLetter(receiver: string): Letter {
  const text = [`Dear ${receiver},`, '', bodies.PASSWORD_CHANGED, ''].join('\n');
  return { subject: titles.PASSWORD_CHANGED, text };
}

export function linkLetter(
  kind: Exclude<AccountKind, 'PASSWORD_CHANGED'>,
  receiver: string,
  { url, token, validForMinutes }: Link,
): Letter {
  const isReset = kind === 'PASSWORD_RESET';
  const opening = isReset
    ? 'Somebody asked for a link to set a new password for your sign-in. If it was you, open it within'
    : 'The school has a sign-in for you. Its name is the address that this mail came to. To choose your password, open this within';
  const closing = isReset
    ? 'If it was not you, there is nothing to do: your password stays.'
    : 'If you do not know why you get this, ask the school office.';
  const lines = [
    ...[`Dear ${receiver},`, '', `${opening} ${spanOf(validForMinutes)}:`, '', url, ''],
    ...['It can be used once, and only the newest link holds. Nobody of the school will ask you for it.', ''],
    ...[closing, ''],
  ];
  return { subject: titles[kind], text: lines.join('\n'), secret: token };
}

function spanOf(minutes: number): string {
  const days = minutes / 1440;
  return Number.isInteger(days) ? `${days} days` : `${minutes} minutes`;
}

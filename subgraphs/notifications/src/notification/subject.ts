import type { Request } from '@learnova/platform/request';
import type { MessageCategory } from '../preference/message-category.enum.ts';
import type { Notification } from './notification.entity.ts';
import type { NotificationKind } from './notification-kind.enum.ts';

/** One thing that a notification says, in ids; of a child where it is about one. */
export interface Told {
  readonly studentId?: string;
}

/** The students of whom a person may know in one matter; `everybody` where it is about nobody but the person who is told. */
export type Known = ReadonlySet<string> | 'everybody';

/** What a message says, with names: written when it is sent, and stored nowhere. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** What of the text nobody but the receiver may read: it is part of no text that is kept. */
  readonly secret?: string;
}

/**
 * A matter of which people are told: who may know of it, now and at each later read, and how it is worded. Each stands in a file of
 * its own and is listed in `subjects.ts`; what makes a notification of it is the business of its reaction.
 */
export interface Subject<T extends Told = Told> {
  readonly kinds: readonly `${NotificationKind}`[];
  /** For which a person chooses by which ways it comes; null where they cannot, and it comes by mail. */
  readonly category: `${MessageCategory}` | null;
  /** A text message of it rings in quiet hours too. */
  readonly cannotWait: boolean;
  /** Whom the person who asks may know of in this matter now; a child that is no longer among them is shown no more. */
  known(request: Request): Promise<Known>;
  /** What of it the receiver may and should still be told when it is sent; asked of the owners at each attempt. */
  tellable(request: Request, notification: Notification): Promise<readonly T[]>;
  /** A heading without names: it is fit for a mail's subject, a text message and a locked screen, of 60 letters at most. */
  title(notification: Notification): string;
  /** What was told, without names, for the inbox. */
  body(request: Request, notification: Notification, told: readonly T[]): Promise<string>;
  /** @param receiver how the receiver is called */
  letter(request: Request, notification: Notification, told: readonly T[], receiver: string): Promise<Letter>;
}

import { linkPurposes } from '@learnova/schema/asks/users';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { LinkPurpose } from './password-link.rules.ts';

/**
 * A link by which somebody chooses a password, and that it was asked for: the mail is written later, and the token exists from then on.
 * Also for an e-mail of nobody, so that asking leaves the same here and takes as long; such a row leads nowhere.
 */
@Entity({ tableName: 'password_link' })
@Index({ properties: ['emailHash', 'requestedAt'] })
export class PasswordLink {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Null where the e-mail is nobody's who has a password. */
  @Index()
  @Property({ type: 'uuid', nullable: true })
  personId: string | null = null;

  /** SHA-256 of the e-mail that it was asked for: once the person has another one, the link is void. */
  @Property({ type: 'text', hidden: true })
  emailHash!: string;

  @Enum({ items: () => [...linkPurposes] })
  purpose!: LinkPurpose;

  @Property({ type: 'timestamptz' })
  requestedAt!: Date;

  /** SHA-256 of the token, which itself is nowhere stored; null until the mail is written. A mail that is written anew has another. */
  @Property({ type: 'text', nullable: true, unique: true, hidden: true })
  tokenHash: string | null = null;

  @Property({ type: 'timestamptz', nullable: true })
  expiresAt: Date | null = null;

  /** When it was used, or the password became another one. */
  @Property({ type: 'timestamptz', nullable: true })
  endedAt: Date | null = null;

  /** Of two who use it at once, or two mails that are written at once, one comes first. */
  @Property({ type: 'integer', version: true })
  version!: number;
}

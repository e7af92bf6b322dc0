import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * A link in the chain of a session. It is used when another names it as `previous`, which only one can: so of two uses at
 * once one finds the key taken, and reuse is noticed however close the two are.
 */
@Entity({ tableName: 'refresh_token' })
export class RefreshToken {
  /** SHA-256 of the token, which itself is nowhere stored. */
  @PrimaryKey({ type: 'text' })
  hash!: string;

  @Index()
  @Property({ type: 'uuid' })
  sessionId!: string;

  /** The token it was given for; null for the first of a session. */
  @Property({ type: 'text', nullable: true, unique: true })
  previous: string | null = null;

  @Property({ type: 'timestamptz' })
  issuedAt!: Date;

  @Property({ type: 'timestamptz' })
  expiresAt!: Date;
}

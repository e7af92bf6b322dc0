import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A wrong password, or an e-mail that nobody here has; forgotten the night after the next day. */
@Entity({ tableName: 'sign_in_failure' })
@Index({ properties: ['emailHash', 'at'] })
export class SignInFailure {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** SHA-256 of the e-mail as it was tried, and on a known device of its earlier sign-in: strangers' addresses are not kept. */
  @Property({ type: 'text' })
  emailHash!: string;

  @Property({ type: 'timestamptz' })
  at!: Date;
}

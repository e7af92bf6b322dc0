import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What a person signs in with. Who has none cannot sign in. */
@Entity({ tableName: 'credential' })
export class Credential {
  @PrimaryKey({ type: 'uuid' })
  personId!: string;

  /** argon2id in PHC form; never in the audit. */
  @Property({ type: 'text', hidden: true })
  passwordHash!: string;

  @Property({ type: 'integer', version: true })
  version!: number;
}

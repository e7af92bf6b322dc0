import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What signs the ballot papers of one evaluation, sealed; gone when it closes. */
@Entity({ tableName: 'ballot_key' })
export class BallotKey {
  @PrimaryKey({ type: 'uuid' })
  evaluationId!: string;

  @Property({ type: 'blob', hidden: true })
  sealed!: Buffer;
}

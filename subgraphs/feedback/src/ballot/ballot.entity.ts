import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What a voter answered, by question: a rating, the place of a choice, or own words. */
export type Answers = Readonly<Record<string, number | string>>;

/**
 * A ballot of an evaluation that has closed. All of an evaluation are written at once, in the order of ids that were drawn at
 * random: nothing here tells when one was cast, after which other, or by whom.
 */
@Entity({ tableName: 'ballot' })
export class Ballot {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  evaluationId!: string;

  @Property({ type: 'jsonb' })
  answers!: Answers;
}

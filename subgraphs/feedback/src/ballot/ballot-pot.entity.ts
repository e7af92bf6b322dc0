import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * Where ballots wait until the window is over: all of a pot in one sealed value, which is written anew as a whole with each of them.
 * So no row, no order and no time belongs to one ballot, and whoever compares a pot before and after a vote learns that there was one.
 * An evaluation has a pot for some sixty voters; which one a ballot goes to follows from its random paper.
 */
@Entity({ tableName: 'ballot_pot' })
export class BallotPot {
  @PrimaryKey({ type: 'uuid' })
  evaluationId!: string;

  @PrimaryKey({ type: 'integer' })
  no!: number;

  @Property({ type: 'blob', hidden: true })
  sealed!: Buffer;
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * The electoral roll: who is asked, and whether they have taken their ballot paper. It holds no time, is not audited, tells no
 * event of its own, and is gone when the evaluation closes: nobody needs to know afterwards who has answered.
 */
@Entity({ tableName: 'ballot_right' })
export class BallotRight {
  @PrimaryKey({ type: 'uuid' })
  evaluationId!: string;

  @Index()
  @PrimaryKey({ type: 'uuid' })
  studentId!: string;

  /** SHA-256 of what was signed blindly: it tells nothing of the paper, and lets a lost answer be given again. */
  @Property({ type: 'text', nullable: true })
  blindedHash: string | null = null;
}

import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Why a mark was corrected, in somebody's own words: personal, so it stands beside the fact and can be erased without it. */
@Entity({ tableName: 'correction_reason' })
export class CorrectionReason {
  @PrimaryKey({ type: 'uuid' })
  markId!: string;

  /** Hidden, so that the audit does not keep what was erased. */
  @Property({ type: 'text', hidden: true })
  reason!: string;
}

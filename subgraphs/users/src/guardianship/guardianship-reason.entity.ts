import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * Why a guardianship is as it is since one of its versions, in somebody's words. It stands apart so that it can be erased
 * while the guardianship stays, and is hidden from the audit for the same reason. No field of the graph reads it.
 */
@Entity({ tableName: 'guardianship_reason' })
export class GuardianshipReason {
  @PrimaryKey({ type: 'uuid' })
  guardianshipId!: string;

  @PrimaryKey({ type: 'integer' })
  version!: number;

  @Property({ type: 'text', hidden: true })
  reason!: string;
}

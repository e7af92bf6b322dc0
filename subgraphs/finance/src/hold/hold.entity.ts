import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * That a hold was told, and when it was told to be over. Whether a student is held is never read from here: it follows from the
 * ledger and the clock. At most one is open for each student and organization.
 */
@Entity({ tableName: 'hold' })
@Index({ properties: ['studentId', 'organizationId'] })
@Check({
  name: 'hold_once_at_a_time',
  expression:
    'exclude using gist (student_id with =, organization_id with =, tstzrange(placed_at, lifted_at) with &&)',
})
export class Hold {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  studentId!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'timestamptz' })
  placedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  liftedAt: Date | null = null;

  @Property({ type: 'integer', version: true })
  version!: number;
}

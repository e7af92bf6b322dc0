import { Check, Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Day, DayStatement } from './absence.rules.ts';

/** What one guardian is told of one school day, whatever the number of children and lessons. */
@Entity({ tableName: 'absence_notice' })
@Unique({ properties: ['date', 'guardianId'] })
@Check({ name: 'absence_notice_held_until', expression: "(state = 'HELD') = (send_at is not null)" })
export class AbsenceNotice {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  guardianId!: string;

  /** The school day, `YYYY-MM-DD`. */
  @Property({ type: 'date' })
  date!: string;

  @Enum({ items: () => ['OPEN', 'HELD', 'TOLD'] })
  state: Day['state'] = 'OPEN';

  /** When the grace time passes; null unless HELD. */
  @Property({ type: 'timestamptz', nullable: true })
  sendAt: Date | null = null;

  @Property({ type: 'jsonb' })
  statements: readonly DayStatement[] = [];

  /** Guards the day: a correction and the end of the grace time at the same moment are taken one after the other. */
  @Property({ type: 'integer', version: true })
  version!: number;

  get day(): Day {
    const { state, sendAt, statements } = this;
    if (state === 'HELD' && sendAt) return { state, sendAt, statements };
    return state === 'TOLD' ? { state, statements } : { state: 'OPEN', statements: [] };
  }

  become(day: Day): void {
    this.state = day.state;
    this.sendAt = day.state === 'HELD' ? day.sendAt : null;
    this.statements = day.statements;
  }
}

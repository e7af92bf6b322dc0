import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Person } from './person.entity.ts';
import type { PersonRow } from './person.reads.ts';
import { Staff } from './staff.entity.ts';

@Resolver(() => Staff)
export class StaffResolver {
  /** Whoever sees the member of staff sees the person, so the row at hand is the answer. */
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The human. Visible to whoever may see the member of staff.',
  })
  person(@Root() staff: PersonRow): PersonRow {
    return staff;
  }
}

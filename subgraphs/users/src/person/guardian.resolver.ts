import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Guardian } from './guardian.entity.ts';
import { Person } from './person.entity.ts';
import type { PersonRow } from './person.reads.ts';

@Resolver(() => Guardian)
export class GuardianResolver {
  /** Whoever sees the guardian sees the person, so the row at hand is the answer. */
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The human. Visible to whoever may see the guardian.',
  })
  person(@Root() guardian: PersonRow): PersonRow {
    return guardian;
  }
}

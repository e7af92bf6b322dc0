import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

/** A human. What the human is to the school stands in `student`, `staff` and `guardian` rows of the same id. */
@Entity({ tableName: 'person' })
@Index({
  name: 'person_named',
  expression: `create index "person_named" on "users"."person" using gin ((' ' || platform.folded(name)) extensions.gin_trgm_ops)`,
})
@Check({ name: 'person_mobile_phone_e164', expression: "mobile_phone ~ '^\\+[1-9][0-9]{6,14}$'" })
@ObjectType('Person', { description: sharedTypes.Person.type })
@Directive('@key(fields: "id")')
export class Person {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: sharedTypes.Person.id })
  id!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'How they are called. Visible to whoever may see the person.' })
  name!: string;

  @Index()
  @Property({ type: 'text', collation: 'und-x-icu' })
  @Field(() => String, { description: 'How lists order them. Visible to whoever may see the person.' })
  sortName!: string;

  /** As `normalEmail` writes it. */
  @Property({ type: 'text', nullable: true, unique: true })
  email: string | null = null;

  /** As `normalMobile` writes it. Two may share one. */
  @Property({ type: 'text', nullable: true })
  mobilePhone: string | null = null;

  /** Since when they may not sign in (OneRoster: enabledUser); null while they may. */
  @Property({ type: 'timestamptz', nullable: true })
  deactivatedAt: Date | null = null;

  @Property({ type: 'integer', version: true })
  @Field(() => Int, {
    description:
      'Grows with each change; commands name the one they read. Visible to whoever may see the person.',
  })
  version!: number;
}

import { UUID } from '@learnova/schema/scalars';
import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';

const seen = 'Seen by who keeps the accounts of its organization.';

@ObjectType({ description: `Something that a school charges for. ${seen}` })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'fee_item' })
@Unique({ properties: ['organizationId', 'code'] })
export class FeeItem {
  @Field(() => UUID, { description: `The item. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: `Its short name in the books: \`TUITION\`. ${seen}` })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, { description: `What invoices call it. ${seen}` })
  @Property({ type: 'text' })
  title!: string;
}

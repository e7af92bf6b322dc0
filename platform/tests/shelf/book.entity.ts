import { UUID } from '@learnova/schema/scalars';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

/** A row that changes and belongs to somebody: what the platform's tests do things to. */
@Entity({ tableName: 'book' })
@ObjectType('Book', { description: 'A book on the shelf; its owner sees it.' })
@Directive('@key(fields: "id")')
export class Book {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: 'Key.' })
  id!: string;

  @Property({ type: 'uuid' })
  ownerId!: string;

  @Property({ type: 'text' })
  @Field({ description: 'What it is called.' })
  title!: string;

  @Property({ type: 'text', hidden: true })
  secret = 'hush';

  @Property({ type: 'integer', version: true })
  @Field(() => Int, { description: 'How often it was changed.' })
  version!: number;
}

/** A row that is only ever added. */
@Entity({ tableName: 'note' })
export class Note {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  bookId!: string;

  @Property({ type: 'text' })
  text!: string;
}

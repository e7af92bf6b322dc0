import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** How many ballot papers of an evaluation had been taken when that was told last; gone when it closes. */
@Entity({ tableName: 'told_response' })
export class ToldResponse {
  @PrimaryKey({ type: 'uuid' })
  evaluationId!: string;

  @Property({ type: 'integer' })
  taken!: number;
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * That there is a result to be seen of a student in a section, as the family is told: a pointer, and never what it is. That is read
 * from its owner, who knows the clock, what is withheld and what fees hold back.
 */
@Entity({ tableName: 'published_result' })
@Index({ properties: ['studentId', 'publishedAt'] })
export class PublishedResult {
  @PrimaryKey({ type: 'uuid' })
  studentId!: string;

  @PrimaryKey({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'uuid' })
  resultId!: string;

  @Property({ type: 'timestamptz' })
  publishedAt!: Date;
}

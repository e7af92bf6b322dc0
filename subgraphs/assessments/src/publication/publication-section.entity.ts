import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That a publication has the results of a section: written with them, so that who begins again goes on where it was. */
@Entity({ tableName: 'publication_section' })
@Check({
  name: 'publication_section_counts',
  expression: 'result_count >= 0 and incomplete_count >= 0 and without_result_count >= 0',
})
export class PublicationSection {
  @PrimaryKey({ type: 'uuid' })
  publicationId!: string;

  @PrimaryKey({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'integer' })
  resultCount!: number;

  /** Of these, results for which something is still open. */
  @Property({ type: 'integer' })
  incompleteCount!: number;

  /** Students of whom nothing counts yet. */
  @Property({ type: 'integer' })
  withoutResultCount!: number;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}

/** That those of a section were told: written with the event that tells them. */
@Entity({ tableName: 'publication_telling' })
export class PublicationTelling {
  @PrimaryKey({ type: 'uuid' })
  publicationId!: string;

  @PrimaryKey({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'timestamptz' })
  toldAt!: Date;
}

import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A lesson as those who attend it see it: when it is. A copy of what academics has. */
@Entity({ tableName: 'lesson' })
@Index({ properties: ['sectionId', 'date'] })
@Index({ properties: ['date'] })
export class Lesson {
  @PrimaryKey({ type: 'uuid' })
  meetingId!: string;

  @Property({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'date' })
  date!: string;

  @Property({ type: 'timestamptz' })
  startsAt!: Date;

  @Property({ type: 'timestamptz' })
  endsAt!: Date;
}

/** A lesson as those who teach it see it: when it is, and how its register stands. Of what academics and attendance have. */
@Entity({ tableName: 'roll' })
@Index({ properties: ['sectionId', 'date'] })
@Index({ properties: ['date'] })
export class Roll {
  @PrimaryKey({ type: 'uuid' })
  meetingId!: string;

  @Property({ type: 'uuid' })
  sectionId!: string;

  /** From the institution down to the organization of the section. */
  @Property({ type: 'array', columnType: 'uuid[]' })
  path!: string[];

  @Property({ type: 'date' })
  date!: string;

  @Property({ type: 'timestamptz' })
  startsAt!: Date;

  @Property({ type: 'timestamptz' })
  endsAt!: Date;

  /** Of the register; 0 while it was not taken. */
  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'integer' })
  expected!: number;

  @Property({ type: 'integer' })
  present!: number;

  @Property({ type: 'integer' })
  late!: number;

  @Property({ type: 'integer' })
  absent!: number;
}

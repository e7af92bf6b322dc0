import { Locale, TimeZone } from '@learnova/schema/scalars';
import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export const Theme = { SYSTEM: 'SYSTEM', LIGHT: 'LIGHT', DARK: 'DARK' } as const;
export type Theme = keyof typeof Theme;

registerEnumType(Theme, {
  name: 'Theme',
  description: 'How pages look.',
  valuesConfig: {
    SYSTEM: { description: 'As the device does.' },
    LIGHT: { description: 'Dark text on a light ground.' },
    DARK: { description: 'Light text on a dark ground.' },
  },
});

const seen = 'Seen by that person alone.';

@ObjectType({ description: `How a person wants pages to be. ${seen}` })
@Entity({ tableName: 'preferences' })
export class Preferences {
  @PrimaryKey({ type: 'uuid' })
  personId!: string;

  @Field(() => Locale, {
    nullable: true,
    description: `The language of pages; null: as the device has it. ${seen}`,
  })
  @Property({ type: 'text', nullable: true })
  language: string | null = null;

  @Field(() => Theme, { description: `How they look. ${seen}` })
  @Enum({ items: () => Object.values(Theme) })
  theme: Theme = 'SYSTEM';

  @Field(() => TimeZone, {
    nullable: true,
    description: `The time zone of times on pages; null: that of the school. School days stay the school's. ${seen}`,
  })
  @Property({ type: 'text', nullable: true })
  timeZone: string | null = null;

  @Field(() => Int, { description: `Grows with each change; 0 before the first. ${seen}` })
  @Property({ type: 'integer', version: true })
  version!: number;
}

import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';
import { sectionsFollowed } from './evaluation.loader.ts';

@ObjectType('Section', { description: sharedTypes.Section.type })
@Directive('@key(fields: "id")')
export class SectionStub {
  @Field(() => UUID, { description: sharedTypes.Section.id })
  id!: string;
}

/** Who teaches the section now, and who oversees its organization. */
export const seesEvaluations: VisibleKeys = async (request: Request, sectionIds) =>
  request.actor.kind === 'person' ? sectionsFollowed(request, sectionIds) : new Set();

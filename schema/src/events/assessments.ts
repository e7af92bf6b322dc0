import { z } from 'zod';
import { defineEvent, id } from '../define.ts';

/** Scores were entered in a gradebook: a fact for staff alone. Nothing of it reaches students or guardians before a publication. */
export const Scored = defineEvent(
  'assessments.scored',
  z.object({ sectionId: id, lineItemIds: z.array(id), studentIds: z.array(id) }),
);

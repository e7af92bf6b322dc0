import { z } from 'zod';
import { defineJob, id } from '../define.ts';

const publication = z.object({ publicationId: id });

/** Take the results of a publication's sections as they stand, section by section. Goes on wherever an earlier try has ended. */
export const PreparePublication = defineJob('assessments.prepare-publication', publication);

/** The instant has come at which the results can be seen: tell those who listen. Goes on wherever an earlier try has ended. */
export const TellPublication = defineJob('assessments.tell-publication', publication);

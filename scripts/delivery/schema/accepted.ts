import { CannotStart } from '@learnova/platform/cannot-start';
import { z } from 'zod';

export const acceptedFile = 'schema/accepted-changes.json';

const model = z.array(
  z.strictObject({
    change: z.string().min(1).describe('The sentence with which the check refused it'),
    why: z.string().min(20).describe('Why clients have to bear it, and what they do instead'),
    release: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .describe('The release that brings it to them'),
  }),
);

/** A breaking change that somebody has answered for. */
export type Accepted = z.infer<typeof model>[number];

/** @throws CannotStart where the file cannot be read as what it should be */
export function readAccepted(text: string): readonly Accepted[] {
  try {
    return model.parse(JSON.parse(text));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new CannotStart(`${acceptedFile} is no list of {change, why, release}:\n${what}`);
  }
}

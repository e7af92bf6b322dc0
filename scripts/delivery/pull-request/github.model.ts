import { z } from 'zod';

/** What is read of GitHub's answers and of the event that started the job. */
export const eventModel = z.looseObject({
  pull_request: z.looseObject({ number: z.number().int().positive() }),
});

export const pullRequestModel = z.looseObject({
  number: z.number(),
  title: z.string(),
  mergeable: z.boolean().nullable(),
  labels: z.array(z.looseObject({ name: z.string() })),
});

export const filesModel = z.array(
  z.looseObject({
    filename: z.string(),
    previous_filename: z.string().optional(),
    additions: z.number(),
    deletions: z.number(),
    patch: z.string().optional(),
  }),
);

export const commentsModel = z.array(
  z.looseObject({
    id: z.number(),
    body: z.string().nullish(),
    user: z.looseObject({ login: z.string() }).nullish(),
  }),
);

import { z } from 'zod';

export const kinds = ['lines', 'statements', 'functions', 'branches'] as const;
export type Kind = (typeof kinds)[number];

/** Percent, and a little below what was measured: it is there to be noticed when code arrives without tests. */
export const floor: Readonly<Record<Kind, number>> = {
  lines: 92,
  statements: 92,
  functions: 93,
  branches: 89,
};

const figure = z.looseObject({ pct: z.number() });

/** What jest writes with the reporter `json-summary`. */
export const summaryModel = z.looseObject({
  total: z.looseObject({ lines: figure, statements: figure, functions: figure, branches: figure }),
});

export type Total = z.infer<typeof summaryModel>['total'];

/** Where nothing was loaded jest says "Unknown", which the model refuses: that is no hundred percent. */
export function belowFloor(total: Total): Kind[] {
  return kinds.filter((kind) => total[kind].pct < floor[kind]);
}

export function told(total: Total): string {
  const rows = kinds.map((kind) => `| ${kind} | ${total[kind].pct} % | ${floor[kind]} % |`);
  return ['| | covered | floor |', '|---|---|---|', ...rows].join('\n');
}

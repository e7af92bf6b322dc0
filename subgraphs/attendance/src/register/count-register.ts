import type { Request } from '@learnova/platform/request';
import { codeLoader } from '../code/code.loader.ts';
import { type Counts, countsOf } from '../mark/mark.rules.ts';
import type { Register } from './register.type.ts';

/** How many students of a register are what; the codes of all registers of a request are read together. */
export async function countRegister(request: Request, { expected, marks }: Register): Promise<Counts> {
  const codeIds = [...new Set(marks.map(({ codeId }) => codeId))];
  const codes = await request.loadMany(codeLoader, codeIds);
  return countsOf(
    expected.length,
    marks,
    codes.filter((code) => code !== null),
  );
}

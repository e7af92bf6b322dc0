// Loaded before a program of the system by NODE_OPTIONS, where a test is to find a fault: plants the fault that PLANT names in this
// process too, as plant.mjs does in jest's. The file itself stays as it is.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '../../scripts/swc-hooks.mjs';
import { plantedText } from '../faults/planted-text.mjs';

const { PLANT: name } = process.env;
const root = fileURLToPath(new URL('../..', import.meta.url));

if (name) {
  const { faults } = await import('../faults/faults.ts');
  const edits = faults.find((fault) => fault.name === name)?.edits ?? [];
  const paths = new Set(edits.map(({ file }) => file));
  registerHooks({
    load(url, context, nextLoad) {
      if (!url.startsWith('file:') || !paths.has(relative(root, fileURLToPath(url))))
        return nextLoad(url, context);
      const text = plantedText(readFileSync(fileURLToPath(url), 'utf8'), fileURLToPath(url), root, edits);
      return { format: 'module', source: compile(url, text), shortCircuit: true };
    },
  });
}

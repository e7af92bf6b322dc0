import { extname } from 'node:path';
import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { Text } from './texts.ts';

/** Comments that silence a finding are no rule of ours: whoever puts a secret in could put one beside it. */
const silencing = '@secretlint/secretlint-rule-filter-comments';

const options: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // The name of a key alone opens nothing, and is still half of it.
  '@secretlint/secretlint-rule-aws': { enableIDScanRule: true },
};

const config = {
  rules: rules
    .filter(({ meta }) => meta.id !== silencing)
    .map((rule) => ({ id: rule.meta.id, rule, options: options[rule.meta.id] ?? {} })),
};

/** Looks for what must not be known: keys and tokens of many providers, and passwords in URLs. @returns a line each, masked */
export async function secretsIn({ at, path, text }: Text): Promise<string[]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: path, ext: extname(path), contentType: 'text' },
    options: { config, maskSecrets: true, noPhysicFilePath: true },
  });
  return messages.map(({ loc, message, ruleId }) => `${at}:${loc.start.line}: ${message} (${ruleId})`);
}

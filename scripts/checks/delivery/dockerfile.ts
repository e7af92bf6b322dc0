import { validate } from 'dockerfile-utils';
import { textCheck } from '../text-check.ts';

const floating = /^FROM\s+(?:--\S+\s+)*(?<image>\S+)/i;
const stageName = /\bAS\s+(?<stage>\S+)\s*$/i;

/** Instructions that a builder would refuse, or that do not do what they seem to; and bases that change by themselves. */
export const dockerfile = textCheck({
  name: 'delivery: Dockerfile',
  covers: (path) => /(^|\/)Dockerfile(\.\w+)?$/.test(path),
  faultsIn: ({ path, text }) => [
    ...validate(text).map(({ range, message }) => `${path}:${range.start.line + 1}: ${message}`),
    ...ofBases(text).map((fault) => `${path}:${fault}`),
    ...ofUser(text).map((fault) => `${path}: ${fault}`),
  ],
});

/** A base without a version is another one tomorrow. */
function ofBases(text: string): string[] {
  const stages = new Set<string>();
  return text.split('\n').flatMap((line, index) => {
    const image = floating.exec(line)?.groups?.image;
    if (image === undefined) return [];
    const isStage = stages.has(image.toLowerCase());
    const stage = stageName.exec(line)?.groups?.stage;
    if (stage !== undefined) stages.add(stage.toLowerCase());
    const exact = /:[^:/]*\d+\.\d+[^/]*$|@sha256:[0-9a-f]{64}$/.test(image) || image === 'scratch';
    return isStage || exact ? [] : [`${index + 1}: ${image} names no exact version`];
  });
}

/** The last stage is what runs. */
function ofUser(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => /^FROM\s/i.test(line));
  const users = lines.slice(last).filter((line) => /^USER\s/i.test(line));
  const user = users.at(-1)?.replace(/^USER\s+/i, '');
  return user === undefined || /^(root|0)\b/.test(user)
    ? ['what runs is root: say USER in the last stage']
    : [];
}

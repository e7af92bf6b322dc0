import { validate } from 'dockerfile-utils';
import { textCheck } from '../text-check.ts';

const base = /^FROM\s+(?:--\S+\s+)*(?<image>\S+)/i;
const stageName = /\bAS\s+(?<stage>\S+)\s*$/i;
/** Another image from which a line takes something: `COPY --from=`, or a mount of `RUN`. */
const borrowed = /^(?:COPY|ADD)\s.*?--from=(?<copied>\S+)|--mount=\S*\bfrom=(?<mounted>[^\s,]+)/i;
const syntax = /^#\s*syntax\s*=\s*(?<image>\S+)/i;

/** Instructions that a builder would refuse, or that do not do what they seem to; and images that change by themselves. */
export const dockerfile = textCheck({
  name: 'delivery: Dockerfile',
  covers: (path) => /(^|\/)Dockerfile(\.\w+)?$/.test(path),
  faultsIn: ({ path, text }) => [
    ...validate(text).map(({ range, message }) => `${path}:${range.start.line + 1}: ${message}`),
    ...ofImages(text).map((fault) => `${path}:${fault}`),
    ...ofUsers(text).map((fault) => `${path}:${fault}`),
  ],
});

/** An image without a version is another one tomorrow: as a base, as a place to copy from, as the reader of the file itself. */
function ofImages(text: string): string[] {
  const stages = new Set<string>();
  return text.split('\n').flatMap((line, index) => {
    const { copied, mounted } = borrowed.exec(line)?.groups ?? {};
    const image = base.exec(line)?.groups?.image ?? syntax.exec(line)?.groups?.image ?? copied ?? mounted;
    if (image === undefined) return [];
    const isStage = stages.has(image.toLowerCase()) || /^\d+$/.test(image);
    const stage = base.test(line) ? stageName.exec(line)?.groups?.stage : undefined;
    if (stage !== undefined) stages.add(stage.toLowerCase());
    const exact = /:[^:/]*\d+\.\d+[^/]*$|@sha256:[0-9a-f]{64}$/.test(image) || image === 'scratch';
    return isStage || exact ? [] : [`${index + 1}: ${image} names no exact version`];
  });
}

/** What runs is the last stage, and each other that says what it runs: a target of its own. */
function ofUsers(text: string): string[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (/^FROM\s/i.test(line) ? [index] : []));
  return starts.flatMap((start, index) => {
    const stage = lines.slice(start, starts[index + 1]);
    const isRun = index === starts.length - 1 || stage.some((line) => /^(CMD|ENTRYPOINT)\s/i.test(line));
    const user = stage.findLast((line) => /^USER\s/i.test(line))?.replace(/^USER\s+/i, '');
    const isRoot = user === undefined || /^(root|0)\b/.test(user);
    return isRun && isRoot ? [`${start + 1}: what runs is root: say USER in this stage`] : [];
  });
}

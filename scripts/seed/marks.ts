/**
 * Private values of a test school carry whose they are: `Guardian Example [[name:guardian]]`. Whoever reads an answer, an event,
 * a mail or a log can tell from the text alone whose value stands in it. Plain ASCII, so that no encoding changes it.
 */
export const marked = (kind: string, owner: string): string => `[[${kind}:${owner}]]`;

/** Every mark of a text, without its brackets: `name:guardian`. */
export function marksIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\[\[(\w+:[\w-]+)\]\]/g)].map(([, mark = '']) => mark));
}

/**
 * The name of a live topic. Publisher and subscriber build it here, so that no value can reach another topic:
 * each one is encoded, and a dot or an asterisk inside it means nothing.
 */
export function topic(name: `${string}.${string}`, ...values: readonly string[]): string {
  return [name, ...values.map(encode)].join('.');
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(/[.*~!'()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}

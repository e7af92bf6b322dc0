/** Headers that speak of one connection only (RFC 9110, 7.6.1), and those that a forwarder writes itself. */
const ONE_HOP = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The headers that are meant for the other end. */
export function endToEnd(headers: Headers): Record<string, string | string[]> {
  const named = new Set(
    String(headers.connection ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase()),
  );
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !ONE_HOP.has(name) && !named.has(name)) kept[name] = value;
  }
  return kept;
}

/** As above, each header once, as a service in the same process reads them. */
export function flat(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(endToEnd(headers)).map(([name, value]) => [name, String(value)]));
}

/** The id under which a request is logged: the client's own if it is harmless, else a new one. */
export function requestIdOf(given: string | string[] | undefined, fresh: () => string): string {
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : fresh();
}

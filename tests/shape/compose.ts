import { parse } from 'yaml';
import { textOf } from './repository.ts';

export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly target?: string; readonly args?: Readonly<Record<string, string>> };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly restart?: string;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: Readonly<Record<string, unknown>> };
  };
}

export interface ComposeFile {
  readonly include?: readonly string[];
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly secrets?: Readonly<Record<string, { readonly file?: string }>>;
}

/** A compose file as the engine sees it: anchors and merge keys resolved, what it includes beside its own. */
export function composeFile(path: string): ComposeFile {
  const own = parse(textOf(path), { merge: true }) as ComposeFile;
  const included = (own.include ?? []).map(composeFile);
  return { ...own, services: Object.assign({}, ...included.map(({ services }) => services), own.services) };
}

/** One file laid over another, as the engine does it: variables and secrets beside those that are there. */
export function laidOver(base: ComposeFile, path: string): ComposeFile {
  const over = composeFile(path);
  const services = Object.entries(over.services).map(([name, { environment, secrets = [], ...rest }]) => {
    const below = base.services[name];
    const together = {
      environment: { ...below?.environment, ...environment },
      secrets: [...(below?.secrets ?? []), ...secrets],
    };
    return [name, { ...below, ...rest, ...together }] as const;
  });
  return {
    ...base,
    services: { ...base.services, ...Object.fromEntries(services) },
    secrets: { ...base.secrets, ...over.secrets },
  };
}

/** `users` for `${REGISTRY:-localhost}/learnova-users:${TAG:-dev}`; undefined for an image that is not ours. */
export function ownImage({ image }: ComposeService): string | undefined {
  return /^\$\{REGISTRY:-localhost\}\/learnova-([\w-]+):\$\{TAG(:-dev|:\?[^}]+)\}$/.exec(image)?.[1];
}

/** Ends when its work is done. */
export function isJob({ restart }: ComposeService): boolean {
  return restart === 'no' || restart === undefined;
}

export function secretsOf({ secrets = [] }: ComposeService): string[] {
  return secrets.map((secret) => (typeof secret === 'string' ? secret : secret.source));
}

/** Every list anywhere in a YAML text. */
export function listsIn(text: string): unknown[][] {
  const found: unknown[][] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) found.push(value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  look(parse(text, { merge: true }));
  return found;
}

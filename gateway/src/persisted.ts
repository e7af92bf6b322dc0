import { createHash } from 'node:crypto';
import { counter, type Registry } from '@learnova/platform/metrics';
import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { GraphQLRequest } from './documents.ts';
import { refused } from './errors.ts';

export interface PersistedOptions {
  /** Documents by their ids, as whoever builds the clients lists them. */
  readonly trusted?: ReadonlyMap<string, string> | undefined;
  /** Nothing else is run. */
  readonly onlyTrusted?: boolean | undefined;
  readonly metrics: Registry;
}

/** Bytes of text that clients may have remembered for them. */
const REMEMBERED = 10_000_000;

const asked = z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[\da-f]{64}$/) });

const manifest = z.union([
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      version: z.literal(1),
      operations: z.array(z.object({ id: z.string().min(1), body: z.string() })),
    })
    .transform(({ operations }) => new Map(operations.map(({ id, body }) => [id, body]))),
  z.record(z.string(), z.string()).transform((documents) => new Map(Object.entries(documents))),
]);

/** A manifest of trusted documents: as Apollo's tools write it, or `{"<id>": "<document>"}` as Relay's do. Throws for any other. */
export function manifestIn(text: string): ReadonlyMap<string, string> {
  const { data } = manifest.safeParse(JSON.parse(text));
  if (!data) throw new Error('this is no manifest of documents: {"<id>": "<document>"} is one');
  return data;
}

/**
 * Documents that are asked for by id instead of text: trusted ones by `extensions.documentId` or their hash, and those that a client has sent before by
 * their SHA-256 (https://www.apollographql.com/docs/apollo-server/performance/apq). All limits hold for them as for any.
 */
export class PersistedDocuments {
  readonly #trusted: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;
  readonly #onlyTrusted: boolean;
  readonly #sent = new LRUCache<string, string>({
    maxSize: REMEMBERED,
    sizeCalculation: (text) => 1 + text.length,
  });
  readonly #asked;

  constructor({ trusted = new Map(), onlyTrusted = false, metrics }: PersistedOptions) {
    this.#trusted = trusted;
    this.#texts = new Set(trusted.values());
    this.#onlyTrusted = onlyTrusted;
    this.#asked = counter(
      metrics,
      'gateway_persisted_documents_total',
      'Documents that were asked for by id',
      ['outcome'],
    );
  }

  /** The text that is to be run; or why there is none. */
  textOf({ query, extensions }: GraphQLRequest): string | readonly GraphQLError[] {
    const { documentId, persistedQuery } = extensions ?? {};
    if (documentId !== undefined) return this.#byId(documentId);
    const text =
      persistedQuery === undefined || persistedQuery === null ? query : this.#byHash(query, persistedQuery);
    if (typeof text !== 'string' || !this.#onlyTrusted || this.#texts.has(text)) return text;
    return [
      refused('DOCUMENT_NOT_TRUSTED', 'Only documents that are listed here are run. Ask for one by its id.'),
    ];
  }

  /**
   * The text was found to be in order: from now on its hash will do.
   * @param hash its own, which is not what the request names where it asks for another document as well
   */
  keep({ extensions }: GraphQLRequest, text: string, hash: string): void {
    const { data } = asked.safeParse(extensions?.persistedQuery);
    if (data?.sha256Hash === hash && !this.#trusted.has(hash)) this.#sent.set(hash, text);
  }

  #byId(id: unknown): string | readonly GraphQLError[] {
    const text = typeof id === 'string' ? this.#trusted.get(id) : undefined;
    this.#asked.inc({ outcome: text === undefined ? 'unknown' : 'trusted' });
    return text ?? [refused('DOCUMENT_NOT_FOUND', 'There is no document of this id here.')];
  }

  #byHash(query: string, given: unknown): string | readonly GraphQLError[] {
    const { data } = asked.safeParse(given);
    if (!data) {
      const message =
        'extensions.persistedQuery must be {"version": 1, "sha256Hash": "<SHA-256 of the document>"}.';
      return [refused('PERSISTED_QUERY_NOT_SUPPORTED', message)];
    }
    const { sha256Hash: hash } = data;
    if (query !== '') {
      if (createHash('sha256').update(query).digest('hex') === hash) return query;
      return [refused('PERSISTED_QUERY_HASH_MISMATCH', 'The hash is not that of the document.')];
    }
    const trusted = this.#trusted.get(hash);
    const text = trusted ?? this.#sent.get(hash);
    this.#asked.inc({
      outcome: trusted === undefined ? (text === undefined ? 'unknown' : 'sent before') : 'trusted',
    });
    // Clients know this error by its words.
    return text ?? [refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')];
  }
}

import type { TestClient } from '@learnova/platform/testing/subgraph';

/** What a client gets of one thing through the `_entities` door, as the gateway would ask; null where it gets nothing. */
export async function entity<T>(
  client: TestClient,
  [__typename, id]: readonly [typename: string, id: string],
  selection: string,
): Promise<T | null> {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${__typename} { ${selection} } } }`;
  const { data } = await client.run(query, { representations: [{ __typename, id }] });
  const [found = null] = (data?._entities ?? []) as (T | null)[];
  return found;
}

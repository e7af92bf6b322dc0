import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

const site = 'https://school.example';

async function send(world: World, headers: Record<string, string>, method = 'POST') {
  const url = `${world.gateway.url}/graphql${method === 'GET' ? '?query={bookCaller}' : ''}`;
  const body = method === 'POST' ? JSON.stringify({ query: '{ bookCaller }' }) : null;
  // `fetch` of Node sends these as they are; a browser sets them itself.
  return fetch(url, { method, body, headers: { 'content-type': 'application/json', ...headers } });
}

test('pages of listed sites may ask and read, after the browser has asked for them', async () => {
  const world = await World.start('in process', { allowedOrigins: [site] });
  const asked = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization',
  };
  const preflight = await send(world, { origin: site, ...asked }, 'OPTIONS');
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(site);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST');
  expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  const answer = await send(world, { origin: site, 'sec-fetch-site': 'cross-site' });
  expect(await answer.json()).toEqual({ data: { bookCaller: 'nobody' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe(site);
  expect(answer.headers.get('access-control-expose-headers')).toContain('retry-after');
  expect(answer.headers.get('vary')).toBe('origin');
});

test('pages of other sites are not answered, whatever way their requests come', async () => {
  const world = await World.start('in process', { allowedOrigins: [site] });
  const foreign = [
    await send(world, { origin: 'https://evil.example' }),
    await send(world, { origin: `${site}.evil.example` }),
    await send(world, { origin: 'null' }),
    await send(world, { origin: 'https://evil.example', 'access-control-request-method': 'POST' }, 'OPTIONS'),
    // A picture, a script or a link: no origin is named.
    await send(world, { 'sec-fetch-site': 'cross-site' }, 'GET'),
    await send(world, { 'sec-fetch-site': 'same-site' }, 'GET'),
  ];
  for (const answer of foreign) {
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'CROSS_SITE' } }] });
  }
  expect(world.library.calls).toEqual([]);
});

test('its own pages, an address bar and programs may ask', async () => {
  const world = await World.start('in process');
  const own = { origin: world.gateway.url, 'sec-fetch-site': 'same-origin' };
  expect((await send(world, own)).status).toBe(200);
  expect((await send(world, { 'sec-fetch-site': 'none' }, 'GET')).status).toBe(200);
  expect((await send(world, {})).status).toBe(200);
});

test('where introspection is off nobody is told the schema, nor what may have been meant, nor finds GraphiQL', async () => {
  const world = await World.start('in process', { introspection: false });
  const first = async (query: string, variables?: object) =>
    (await world.ask(query, variables)).body.errors?.[0];
  for (const query of [
    '{ __schema { types { name } } }',
    '{ ...A } fragment A on Query { x: __type(name: "Book") { name } }',
    'subscription { __type(name: "Book") { name } }',
  ]) {
    expect((await first(query))?.extensions.code).toBe('INTROSPECTION_OFF');
    await expect(world.client().iterate({ query }).next()).rejects.toMatchObject([
      { extensions: { code: 'INTROSPECTION_OFF' } },
    ]);
  }
  expect((await first('{ book(id: "1") { titel } }'))?.message).toBe(
    'Cannot query field "titel" on type "Book".',
  );
  expect((await first('{ book(idd: "1") { title } }'))?.message).not.toContain('Did you mean');
  expect((await first('query ($id: IDD!) { book(id: $id) { title } }'))?.message).not.toContain(
    'Did you mean',
  );
  expect(
    (await first('mutation ($b: [NewBook!]) { add(books: $b) }', { b: [{ titel: '' }] }))?.message,
  ).not.toContain('title"?');
  expect((await world.ask('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
  expect((await fetch(`${world.gateway.url}/graphiql`)).status).toBe(404);
  const open = await World.start('in process');
  expect((await open.ask('{ book(id: "1") { titel } }')).body.errors?.[0]?.message).toContain(
    'Did you mean "title"?',
  );
});

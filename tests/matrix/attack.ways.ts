import { serviceNames } from '@learnova/schema/services';
import { Attack, type Blow } from './attack.ts';
import { questionsOf } from './questions.ts';
import { inTurn } from './turns.ts';

/** Ways to doors of the services that are not in `schema/routes.json`, as somebody might write them. */
const hidden = [
  ...[
    'asks/users.names',
    'internal/service-token',
    'graphql',
    'metrics',
    'health/',
    'health/ready',
    'routes/jwks',
  ],
  ...['../asks/users.names', '../internal/service-token', '../graphql', '../metrics', './../graphql'],
  ...[
    'jwks/../../internal/service-token',
    'jwks/../../asks/users.names',
    'jwks/../../graphql',
    'jwks/../../metrics',
  ],
  ...[
    '..%2fasks%2fusers.names',
    '..%2fgraphql',
    '..%2Fmetrics',
    '%2e%2e/graphql',
    '%2e%2e%2finternal%2fservice-token',
  ],
  ...[
    '..%252fgraphql',
    '%252e%252e%252fmetrics',
    '..%5cgraphql',
    '..\\graphql',
    '..;/graphql',
    '.%2e/metrics',
  ],
  ...[
    'jwks/',
    'jwks%2f',
    'jwks%00',
    'jwks%2f..%2f..%2fmetrics',
    'jwks;x',
    '/jwks',
    '%zz',
    '%',
    '%c0%ae%c0%ae/graphql',
  ],
];
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Headers by which somebody in front of a service might be believed to be known. */
const pretended = (id: string): Readonly<Record<string, string>>[] => [
  { 'x-actor-id': id, 'x-actor': id, 'x-actor-kind': 'person', actor: id },
  { 'x-user': id, 'x-user-id': id, 'x-person-id': id, 'x-forwarded-user': id, 'remote-user': id, from: id },
  {
    'x-service': 'notifications',
    'x-service-name': 'notifications',
    'x-internal': 'true',
    'x-learnova': '1',
  },
  {
    'x-forwarded-for': '127.0.0.1',
    'x-real-ip': '127.0.0.1',
    forwarded: 'for=127.0.0.1',
    via: '1.1 gateway',
  },
  { 'x-forwarded-host': 'localhost', 'x-forwarded-proto': 'https', 'x-forwarded-prefix': '/asks' },
  { 'x-original-url': '/metrics', 'x-rewrite-url': '/metrics', 'x-http-method-override': 'GET' },
  {
    'x-role': 'ADMINISTRATOR',
    'x-roles': 'ADMINISTRATOR',
    'x-claims': `{"sub":"${id}"}`,
    'x-jwt-payload': id,
  },
  { cookie: `session=${id}; personId=${id}`, 'x-api-key': id, 'proxy-authorization': `Bearer ${id}` },
  ...['Bearer', 'Bearer ', 'Basic YTpi', `Person ${id}`, `bearer ${id}`].map((authorization) => ({
    authorization,
  })),
];

/** The ways to the services: the gateway leads to the doors of its table, a service has no others. */
export function attackWays(begun: () => Attack): void {
  let attack: Attack;
  beforeAll(() => {
    attack = begun();
  });

  test('the gateway leads to the doors of its table alone, whatever the way is written like', async () => {
    const token = await attack.serviceToken('notifications');
    const body = { input: questionsOf(attack.scene)['users.names'] };
    const blows = [...serviceNames, 'workers', 'gateway', '..', ''].flatMap((service, turn) =>
      hidden.flatMap((way, next) =>
        inTurn(methods, turn + next).map((method) => {
          const path = `/-/${service}/${way}`;
          return {
            at: 'gateway' as const,
            path,
            method,
            token,
            name: `${method} ${path}`,
            ...blank(method, body),
          };
        }),
      ),
    );
    expect(await attack.refused(blows, ['NOT_FOUND', 'BAD_REQUEST'])).toEqual([]);
    const { status } = await attack.strike({ at: 'gateway', path: '/-/users/jwks', method: 'GET' });
    expect(status).toBe(200);
  }, 60_000);

  test('a service has no doors but its own, and says so by name', async () => {
    const { token } = attack.scene.players.admin;
    const paths = [
      ...[
        '/',
        '//graphql',
        '/asks',

        '/internal/nothing',
        '/routes/nothing',
        '/routes/service-token',
      ],
      ...[
        '/routes/../internal/service-token',
        '/routes/%2e%2e/metrics',
        '/routes/..%2finternal%2fservice-token',
      ],
      ...['/routes/%zz', '/asks/%zz', '/graphql%00', '/debug', '/.env', '/api/v1/', '/json/list'],
    ];
    const doors = [...serviceNames, 'workers' as const].flatMap((at, turn) =>
      paths.flatMap((path, next) =>
        inTurn(methods, turn + next).map((method) => ({
          ...{ at, method, path, name: method, token, ...blank(method, {}) },
        })),
      ),
    );
    const others = serviceNames.flatMap((at) =>
      ['GET', 'PUT', 'DELETE'].flatMap((method) =>
        ['/graphql', '/asks/users.names'].map((path) => ({
          at,
          method,
          path,
          name: method,
          ...blank(method, {}),
        })),
      ),
    );
    expect(await attack.refused([...doors, ...others], ['NOT_FOUND', 'BAD_REQUEST'])).toEqual([]);
  }, 60_000);

  test('no header but a bearer makes anybody known', async () => {
    const body = { query: '{ viewer { id person { name email } } }' };
    const question = { input: questionsOf(attack.scene)['users.contacts'] };
    const blows = pretended(attack.scene.school.ids.administrator).flatMap((headers) =>
      [
        { at: 'users' as const, path: '/graphql', body },
        { at: 'gateway' as const, path: '/graphql', body },
        { at: 'users' as const, path: '/asks/users.contacts', body: question },
      ].map((blow) => ({ ...blow, headers, name: `${blow.at} ${JSON.stringify(headers)}` })),
    );
    expect(await attack.refused(blows, ['UNAUTHENTICATED'])).toEqual([]);
  });

  test('what is no operation is refused by name, by each service and by the gateway', async () => {
    const query = '{ __typename }';
    const bodies: readonly unknown[] = [
      ...['', '{', 'null', '[]', '"x"', '7', '\u0000', '{"query":', '['.repeat(50_000)],
      ...[{}, { query: 7 }, { query: '' }, { query: '{' }, { query: '{ nothing }' }, { query: '\u0000' }],
      ...[[{ query }], [{ query }, { query }], { query, variables: [] }, { query, variables: 'x' }],
      ...[
        { query, operationName: 'Nothing' },
        { query, operationName: 7 },
        { query, extensions: 'x' },
      ],
      { query: `query A ${query} query B ${query}` },
      { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' },
      ...[900, 1_900, 3_000, 9_000].flatMap((levels) => [
        { query: `${'{a'.repeat(levels)}${'}'.repeat(levels)}` },
        { query: `query ($a: ${'['.repeat(levels)}Int${']'.repeat(levels)}) ${query}` },
        { query: `{ a(b: ${'['.repeat(levels)}${']'.repeat(levels)}) }` },
      ]),
      { query: `{ ${'__typename '.repeat(25_000)} }` },
      { query: 'subscription { registerChanged(sectionId: "x") { id } }' },
    ];
    const codes = [
      ...[
        'BAD_USER_INPUT',
        'GRAPHQL_VALIDATION_FAILED',
        'GRAPHQL_PARSE_FAILED',
        'BAD_REQUEST',
        'PAYLOAD_TOO_LARGE',
      ],
      ...['OPERATION_NOT_FOUND', 'SUBSCRIPTION_OVER_HTTP', 'TOKEN_LIMIT', 'DEPTH_LIMIT'],
    ];
    const { token } = attack.scene.players.admin;
    const blows = [...serviceNames, 'gateway' as const].flatMap((at) =>
      bodies.map((body) => ({ at, path: '/graphql', body, token, name: JSON.stringify(body).slice(0, 60) })),
    );
    expect(await attack.refused(blows, codes)).toEqual([]);
  }, 60_000);

  test('a body that is too large is refused before it has come', async () => {
    const headers = { 'content-length': '20000000' };
    const blows = [...serviceNames, 'gateway' as const].flatMap((at) =>
      ['/graphql', ...(at === 'gateway' ? [] : ['/asks/users.names', '/internal/service-token'])].map(
        (path) => ({
          ...{ at, path, headers, name: 'large', body: {} },
        }),
      ),
    );
    expect(await attack.refused(blows, ['PAYLOAD_TOO_LARGE'])).toEqual([]);
  });

  test('what a service tells anybody of itself names nobody', async () => {
    const blows: Blow[] = serviceNames.flatMap((at) => [
      ...['{ __schema { types { name description fields { name } } } }', '{ _service { sdl } }'].map(
        (query) => ({
          ...{ at, path: '/graphql', body: { query } },
        }),
      ),
      ...['/metrics', '/health/', '/health/ready', `/api/v1/${at}/health/`].map((path) => ({
        at,
        path,
        method: 'GET',
      })),
    ]);
    const pages: Blow[] = (['workers', 'gateway'] as const).flatMap((at) =>
      ['/metrics', '/health/ready'].map((path) => ({ at, path, method: 'GET' })),
    );
    const struck = await Promise.all([...blows, ...pages].map((blow) => attack.strike(blow)));
    expect(struck.flatMap(({ faults }) => faults)).toEqual([]);
    expect(struck.every(({ status }) => status === 200)).toBe(true);
  });
}

/** Some methods carry no body. */
function blank(method: string, body: object): { readonly body?: object } {
  return method === 'GET' ? {} : { body };
}

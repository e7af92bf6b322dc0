import { audience, issuer } from '@learnova/schema/claims';
import { gatewayPort, serviceNames, services, workersPort } from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { runningPackages } from '../../scripts/lib/bake.ts';
import { type Model, models, variablesOf } from '../../scripts/lib/configuration.ts';
import { composeFile, isJob, laidOver, listsIn, ownImage, secretsOf } from './compose.ts';
import { pathsOf, textOf } from './repository.ts';

const running = Object.keys(runningPackages);
const development = composeFile('docker-compose.yml');
const test = composeFile('docker-compose.test.yml');
const production = composeFile('docker-compose.prod.yml');
/** With text messages. */
const texting = laidOver(production, 'docker-compose.sms.yml');
const all = Object.entries({ development, test, production, texting });
const withoutJobs = Object.entries(production.services).filter(([, service]) => !isJob(service));
/** Variables whose values nobody but the processes may know. */
const secretVariables =
  /^(DATABASE_URL|REDIS_URL|SENDGRID_API_KEY|TWILIO_AUTH_TOKEN|METRICS_TOKEN|\w*(PASSWORD|PASSWD|SECRET|PRIVATE)\w*)$/;

/** What these subgraphs read besides. */
function settingsOf(...names: readonly string[]): Model[] {
  return subgraphs.flatMap(({ name, settings }) => (names.includes(name) && settings ? [settings] : []));
}

it('each compose file has every process, and nothing that nobody knows', () => {
  const around = [...running, 'migrate', 'postgres', 'redis'];
  const names = (file: typeof test) => Object.keys(file.services).toSorted();
  expect(names(development)).toEqual([...around, 'demo', 'keys'].toSorted());
  expect(names(test)).toEqual([...around, 'demo', 'keys', 'story'].toSorted());
  expect(names(production)).toEqual([...around, 'proxy', 'tools'].toSorted());
  expect(names(texting)).toEqual(names(production));
});

describe.each(all)('in %s', (_name, file) => {
  const entries = Object.entries(file.services);

  it('each process runs the image of its name', () => {
    for (const name of running)
      expect([name, file.services[name] && ownImage(file.services[name])]).toEqual([name, name]);
  });

  it('every address is one of the table of services', () => {
    const ports = Object.fromEntries(Object.entries(services).map(([name, { port }]) => [name, port]));
    const known: Record<string, number> = { ...ports, gateway: gatewayPort, workers: workersPort };
    const addresses = [...JSON.stringify(file).matchAll(/http:\/\/(?!127\.)([\w-]+):(\d+)/g)];
    expect(addresses.length).toBeGreaterThan(serviceNames.length);
    for (const [, name = '', port] of addresses) expect([name, Number(port)]).toEqual([name, known[name]]);
    for (const name of running) {
      const given = file.services[name]?.environment ?? {};
      const told = serviceNames.map((service) => given[`SUBGRAPH_URL_${service.toUpperCase()}`]);
      expect(told).toEqual(serviceNames.map((service) => `http://${service}:${services[service].port}`));
    }
  });

  it('every variable of ours is one that a process reads', () => {
    const read = [...textOf('.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name);
    for (const [name, service] of entries.filter(([, service]) => ownImage(service))) {
      const unknown = Object.keys(service.environment ?? {}).filter(
        (variable) => !read.includes(variable) && !read.includes(variable.replace(/_FILE$/, '')),
      );
      expect([name, unknown]).toEqual([name, []]);
    }
  });

  it('the gateway believes the tokens that users signs', () => {
    expect(file.services.gateway?.environment).toMatchObject({
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: audience.graph,
    });
  });

  it('PostgreSQL takes as many connections as all processes may hold, and some of an operator', () => {
    const pool = (model: Model) =>
      Number(variablesOf(model).find(({ name }) => name === 'POOL_SIZE')?.fallback);
    // Each of the workers besides: the relay, what wakes it, and the recorded channels.
    const ofWorkers = serviceNames.length * pool(models.workersModel) + 3;
    const replicas = file.services.workers?.deploy?.replicas ?? 1;
    const held = serviceNames.length * pool(models.subgraphModel) + replicas * ofWorkers;
    const [, most] = /max_connections=(\d+)$/.exec(file.services.postgres?.command?.join(' ') ?? '') ?? [];
    expect(held).toBeGreaterThan(100);
    expect(Number(most)).toBeGreaterThanOrEqual(held + 20);
  });

  it('Redis keeps what it was told, and refuses rather than forgets', () => {
    expect(file.services.redis?.command?.join(' ')).toMatch(
      /--appendonly yes --maxmemory-policy noeviction$/,
    );
  });

  it('nothing may write to its image, gain a right or keep one that it does not need', () => {
    for (const [name, service] of entries) {
      expect([name, service]).toEqual([
        name,
        expect.objectContaining({
          read_only: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
        }),
      ]);
    }
  });

  it('whatever runs on is asked for its health', () => {
    for (const [name, service] of entries.filter(([, service]) => !isJob(service))) {
      const asked = ownImage(service) ? !service.healthcheck : service.healthcheck?.test?.length;
      expect([name, Boolean(asked)]).toEqual([name, true]);
    }
  });

  it('every image bears its exact version', () => {
    const foreign = entries.flatMap(([, service]) => (ownImage(service) ? [] : [service.image]));
    expect(foreign.filter((image) => !/^[\w./-]+:\d+\.\d+(\.\d+)?(-[\w.-]+)?$/.test(image))).toEqual([]);
  });
});

describe('in development', () => {
  it('each process is built from its folder', () => {
    const built = running.map((name) => [name, development.services[name]?.build?.args?.PACKAGE]);
    expect(Object.fromEntries(built)).toEqual(runningPackages);
  });

  it('the gateway alone is published, on this machine', () => {
    const published = Object.entries(test.services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    );
    expect(published).toEqual([['gateway', `127.0.0.1:\${GATEWAY_PORT:-${gatewayPort}}:${gatewayPort}`]]);
  });
});

describe('in production', () => {
  it('the proxy alone is published', () => {
    const published = Object.entries(production.services).filter(([, { ports = [] }]) => ports.length > 0);
    expect(published.map(([name]) => name)).toEqual(['proxy']);
    expect(textOf('deploy/Caddyfile')).toMatch(new RegExp(`name gateway\\s+port ${gatewayPort}\\b`));
  });

  it('services alone reach the database', () => {
    const networks = production.services.postgres?.networks ?? [];
    expect(networks.map((name) => [name, production.networks?.[name]])).toEqual([
      ['data', { internal: true }],
    ]);
    const beside = Object.entries(production.services).filter(([, service]) =>
      service.networks?.includes('data'),
    );
    expect(beside.map(([name]) => name).toSorted()).toEqual(
      [...serviceNames, 'migrate', 'postgres', 'tools', 'workers'].toSorted(),
    );
  });

  it('the gateway and the workers have a second one', () => {
    for (const name of ['gateway', 'workers']) expect(production.services[name]?.deploy?.replicas).toBe(2);
  });

  it('nothing takes more than its share, and what ends is started again', () => {
    for (const [name, service] of withoutJobs) {
      const { limits = {} } = service.deploy?.resources ?? {};
      const told = { ...limits, restart: service.restart };
      expect([name, told]).toEqual([
        name,
        {
          cpus: expect.stringMatching(/^\d+(\.\d+)?$/),
          memory: expect.stringMatching(/^\d+[MG]$/),
          pids: expect.any(Number),
          restart: 'unless-stopped',
        },
      ]);
    }
  });

  it.each([
    ['the gateway', 'gateway', [models.gatewayModel], []],
    [
      'the workers',
      'workers',
      [models.installation, models.channelModel, models.sendgridSettings, models.twilioSettings],
      [models.workersModel, ...settingsOf(...serviceNames)],
    ],
    ...serviceNames.map(
      (name) => [name, name, [models.installation, models.subgraphModel, ...settingsOf(name)], []] as const,
    ),
  ] as [string, string, Model[], Model[]][])(
    '%s is told whatever has no value of its own, so that no way is shut by being forgotten',
    (_what, name, whole, needed) => {
      const wanted = [
        ...whole.flatMap(variablesOf).filter(({ fallback }) => fallback === ''),
        ...needed.flatMap(variablesOf).filter((variable) => variable.needed),
      ].map((variable) => variable.name);
      const told = Object.keys(texting.services[name]?.environment ?? {});
      const missing = wanted.filter((name) => !told.includes(name) && !told.includes(`${name}_FILE`));
      expect(missing).toEqual([]);
    },
  );

  it('secrets are files, outside of git and of every image', () => {
    for (const [name, { environment = {} }] of Object.entries(texting.services)) {
      const open = Object.keys(environment).filter(
        (variable) => secretVariables.test(variable.replace(/_FILE$/, '')) && !variable.endsWith('_FILE'),
      );
      expect([name, open]).toEqual([name, []]);
    }
    const declared = Object.entries(texting.secrets ?? {});
    for (const [name, secret] of declared)
      expect([name, secret]).toEqual([name, { file: expect.stringMatching(/^\.\/secrets\//) }]);
    const used = Object.values(texting.services).flatMap(secretsOf);
    expect([...new Set(used)].toSorted()).toEqual(declared.map(([name]) => name).toSorted());
    expect(textOf('.gitignore').split('\n')).toContain('/secrets/');
  });

  it('the tools run on servers without a school, so that a backup can be brought there', () => {
    const awaited = Object.keys(production.services.tools?.depends_on ?? {});
    expect(awaited.toSorted()).toEqual(['postgres', 'redis']);
  });

  it('a subgraph holds its own private key and no other, and users alone signs', () => {
    for (const name of serviceNames) {
      const keys = secretsOf(production.services[name] ?? { image: '' }).filter((secret) =>
        /_keys?$/.test(secret),
      );
      // Beside its own: users signs tokens, and feedback signs the papers of its ballots.
      const beside = { users: ['service_keys', 'signing_keys'], feedback: ['ballot_key'] } as const;
      const own = [...(name in beside ? beside[name as keyof typeof beside] : []), `${name}_key`];
      expect([name, keys.toSorted()]).toEqual([name, own.toSorted()]);
    }
  });
});

describe('the Dockerfile', () => {
  it('is given nothing that git ignores: no secrets, no backups, no data of a school', () => {
    const lines = (path: string) => textOf(path).split('\n').filter(Boolean);
    const named = (line: string) => line.replace(/^(\*\*)?\/|\*?\/?$/g, '');
    const kept = lines('.dockerignore').map(named);
    expect(
      lines('.gitignore')
        .map(named)
        .filter((name) => !kept.includes(name)),
    ).toEqual([]);
    for (const name of ['secrets', 'backups', '.learnova', '.env']) expect(kept).toContain(name);
  });

  it('stands on an image of an exact version', () => {
    const from = [...textOf('Dockerfile').matchAll(/^FROM (\S+)(?: AS (\S+))?/gm)];
    const stages = from.map(([, , stage]) => stage);
    const foreign = from.flatMap(([, image = '']) => (stages.includes(image) ? [] : [image]));
    expect(foreign).toEqual([expect.stringMatching(/^node:\d+\.\d+\.\d+-bookworm-slim$/)]);
  });
});

describe('the pipelines', () => {
  it('name all services where they name one', () => {
    const lists = pathsOf('.github/workflows/*.{yml,yaml}').flatMap((path) =>
      listsIn(textOf(path)).map((list) => ({ path, list })),
    );
    const partial = lists.filter(
      ({ list }) =>
        serviceNames.some((name) => list.includes(name)) &&
        !serviceNames.every((name) => list.includes(name)),
    );
    expect(partial).toEqual([]);
  });
});

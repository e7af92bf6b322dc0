import 'reflect-metadata';
import { installation } from '@learnova/platform/profile';
import { subgraphModel } from '@learnova/platform/subgraph-process';
import { services } from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { z } from 'zod';
import { gatewayModel } from '../../gateway/src/gateway.config.ts';
import { sendgridSettings } from '../../workers/src/channels/sendgrid.ts';
import { channelModel } from '../../workers/src/channels.ts';
import { workersModel } from '../../workers/src/workers.config.ts';

type Model = z.ZodObject;

/** The models that processes read, by the names under which the code knows them. */
export const models: Readonly<Record<string, Model>> = {
  gatewayModel,
  installation,
  subgraphModel,
  workersModel,
  channelModel,
  sendgridSettings,
};

const sections: readonly (readonly [string, Model])[] = [
  ['The gateway', gatewayModel],
  ['Every other process', installation],
  ['The process of a subgraph', subgraphModel],
  ['The process of the workers', workersModel],
  ['Mail', channelModel],
  ['Mail through SendGrid', sendgridSettings],
  ...subgraphs.flatMap(({ name, settings }) =>
    settings ? [[`The ${name} service`, settings] as const] : [],
  ),
  ['Where services listen', addresses()],
];

interface Variable {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
}

/** The text of `.env.example`: every variable of every model, with its description and default. */
export function envExample(): string {
  const told = new Set<string>();
  const text = sections.flatMap(([title, model]) => {
    const variables = describe(model).filter((variable) => !told.has(variable));
    for (const variable of variables) told.add(variable);
    return variables.length > 0 ? [`# == ${title}`, ...variables, ''] : [];
  });
  const head =
    '# Written from the configuration models by `npm run check -- --fix env`. Commented out: the default.';
  return [head, '', ...text].join('\n');
}

function describe(model: Model): string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(model, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, variable]) => {
    const { description, default: fallback, enum: choices } = variable as Variable;
    const needed = required.includes(name);
    const notes = [choices && `one of ${choices.join(', ')}`, needed && 'needed'].filter(Boolean).join('; ');
    const sentence = [description ?? 'No description', notes && `(${notes})`].filter(Boolean).join(' ');
    return `# ${sentence}\n${needed ? '' : '# '}${name}=${fallback ?? ''}`;
  });
}

function addresses(): Model {
  const entries = Object.entries(services).map(([name, { port }]) => {
    const url = z.url().default(`http://127.0.0.1:${port}`).describe(`Where ${name} listens, without a path`);
    return [`SUBGRAPH_URL_${name.toUpperCase()}`, url];
  });
  return z.object(Object.fromEntries(entries));
}

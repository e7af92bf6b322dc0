import 'reflect-metadata';
import { installation } from '@learnova/platform/profile';
import { subgraphModel } from '@learnova/platform/subgraph-process';
import { services } from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { z } from 'zod';
import { gatewayModel } from '../../gateway/src/gateway.config.ts';
import { sendgridSettings } from '../../workers/src/channels/sendgrid.ts';
import { twilioSettings } from '../../workers/src/channels/twilio.ts';
import { channelModel } from '../../workers/src/channels.ts';
import { workersModel } from '../../workers/src/workers.config.ts';

export type Model = z.ZodObject;

/** The models that processes read, by the names under which the code knows them. */
export const models = {
  gatewayModel,
  installation,
  subgraphModel,
  workersModel,
  channelModel,
  sendgridSettings,
  twilioSettings,
} as const satisfies Readonly<Record<string, Model>>;

/** Where each service listens: read by all that call services. */
export const addressModel = addresses();

/** The groups of variables by title, each with its model. */
export const sections: readonly (readonly [string, Model])[] = [
  ['The gateway', gatewayModel],
  ['Every other process', installation],
  ['The process of a subgraph', subgraphModel],
  ['The process of the workers', workersModel],
  ['Mail and text messages', channelModel],
  ['Mail through SendGrid', sendgridSettings],
  ['Text messages through Twilio', twilioSettings],
  ...subgraphs.flatMap(({ name, settings }) =>
    settings ? [[`The ${name} service`, settings] as const] : [],
  ),
  ['Where services listen', addressModel],
];

export interface Variable {
  readonly name: string;
  readonly description: string;
  readonly fallback: string;
  readonly choices: readonly unknown[];
  readonly needed: boolean;
}

interface Described {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
}

/** The variables of a model, as whoever sets them has to know them. */
export function variablesOf(model: Model): Variable[] {
  const { properties = {}, required = [] } = z.toJSONSchema(model, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, variable]) => {
    const { description = 'No description', default: fallback, enum: choices = [] } = variable as Described;
    return { name, description, fallback: String(fallback ?? ''), choices, needed: required.includes(name) };
  });
}

function addresses(): Model {
  const entries = Object.entries(services).map(([name, { port }]) => {
    const url = z
      .string()
      .default(`http://127.0.0.1:${port}`)
      .describe(`Where ${name} listens, without a path; several addresses separated by commas`);
    return [`SUBGRAPH_URL_${name.toUpperCase()}`, url];
  });
  return z.object(Object.fromEntries(entries));
}

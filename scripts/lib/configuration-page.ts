import { serviceNames } from '@learnova/schema/services';
import { subgraphs } from '@learnova/workers/subgraphs';
import { addressModel, type Model, models, type Variable, variablesOf } from './configuration.ts';

const head = `# Configuration

Written from the configuration models by \`npm run check -- --fix env\`: change it there. Every process reads environment
variables at its start, tells all that is wrong with them at once, and does not start then. \`npm start\` and
\`npm run start:services\` set what they need themselves. [.env.example](../.env.example) is the same to copy from.

Each may come from a file instead, as secrets should: \`<NAME>_FILE\` holds its path, such as \`DATABASE_URL_FILE\`.
`;

/** The text of `docs/configuration.md`: for each process every variable that it reads, with meaning and default. */
export function configurationPage(): string {
  const tables = pages().flatMap(([title, read]) => {
    const variables = new Map(read.flatMap(variablesOf).map((variable) => [variable.name, variable]));
    const rows = [...variables.values()].map(rowOf);
    return [`## ${title}`, '', '| variable | meaning | default | needed |', '|---|---|---|---|', ...rows, ''];
  });
  return [head, ...tables].join('\n');
}

function pages(): [string, Model[]][] {
  const { gatewayModel, subgraphModel, workersModel, channelModel, sendgridSettings, twilioSettings } =
    models;
  const own = subgraphs.flatMap(({ name, settings }) => (settings ? [[name, settings] as const] : []));
  const handled = own.map(([, settings]) => settings);
  return [
    ['The gateway', [gatewayModel]],
    [`Each subgraph: ${serviceNames.join(', ')}`, [subgraphModel]],
    ...own.map(([name, settings]): [string, Model[]] => [`${name}, besides`, [settings]]),
    // The handlers of every subgraph run there.
    ['The workers', [workersModel, channelModel, ...handled]],
    ['The workers, where mail goes through SendGrid', [sendgridSettings]],
    ['The workers, where text messages go through Twilio', [twilioSettings]],
    ['Where services listen: for each of the above', [addressModel]],
  ];
}

function rowOf({ name, description, fallback, choices, needed }: Variable): string {
  const oneOf = choices.length > 0 && `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`;
  const meaning = [outsideCode(description.replace(/\.$/, '')), oneOf]
    .filter(Boolean)
    .join(': ')
    .replaceAll('|', '\\|');
  return `| \`${name}\` | ${meaning} | ${fallback && `\`${fallback}\``} | ${needed ? 'yes' : ''} |`;
}

/** A page would take `<service>` for markup, but for what stands as code. */
function outsideCode(text: string): string {
  const parts = text.split('`');
  return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part)).join('`');
}

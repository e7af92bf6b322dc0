import { randomUUID } from 'node:crypto';
import type { Command } from './commands.ts';

const key = () => ({ idempotencyKey: randomUUID() });

/** Every mutation that makes or changes organizations and people, in an order in which the later ones find what the earlier ones made. */
export const peopleCommands: readonly Command[] = [
  {
    name: 'createOrganization',
    selection: 'organization { id name kind version parent { id } }',
    makes: ({ organization }) => organization?.id,
    input: ({ organization: parentId, role, which }) => ({
      ...{ parentId, kind: 'SCHOOL', name: `New ${role} ${which}`, ...key() },
    }),
  },
  {
    name: 'changeOrganization',
    selection: 'organization { id name version }',
    // What stands keeps its name, by which others are told apart; what is new is given another.
    input: ({ which, organization, role, made }) => {
      const organizationId = (which === 'own' && made.get(`createOrganization ${role}`)) || organization;
      return { organizationId, name: `Renamed ${role} ${which}`, expectedVersion: 1, ...key() };
    },
  },
];

import type { Fault } from './fault.ts';

const delivery = 'subgraphs/notifications/src/delivery/delivery.job.ts';

/** A fact is lost, told twice or told out of order when something dies or comes twice. */
export const durableFaults: readonly Fault[] = [
  {
    name: 'an inbox row not written: a reaction only looks whether there is one',
    edits: [
      {
        file: 'platform/src/handling.ts',
        text: 'if (await enter(request, event.id, reaction.name)) {',
        instead: 'if (!(await entered(request, event.id, reaction.name))) {',
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'an event that comes twice is dealt with once',
        says: 'Received: 2',
      },
      {
        file: 'tests/story/story.test.ts',
        test: 'after it, everybody has dealt with everything that was told, and nothing is left but orders for a later day',
        after: ['a register is stored, told to the guardian once and seen live; rights end on time'],
        says: 'it never came',
      },
    ],
  },
  {
    name: 'an inbox row not written: a job that was carried out leaves none',
    edits: [
      {
        file: 'platform/src/handling.ts',
        text: '    await enter(request, message.id, job.name);\n',
        instead: '',
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'a job that was carried out is not carried out again',
        says: 'Received: 2',
      },
    ],
  },
  {
    name: 'an inbox row is written after the effects, and not with them',
    edits: [
      {
        file: 'platform/src/handling.ts',
        text: `      if (await enter(request, event.id, reaction.name)) {
        await reaction.run(request, event);
        await request.em.flush();
      }
      await request.em.commit();`,
        instead: `      if (!(await entered(request, event.id, reaction.name))) {
        await reaction.run(request, event);
        await request.em.flush();
      }
      await request.em.commit();
      await enter(request, event.id, reaction.name);`,
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'an event that comes twice at the same moment is dealt with once',
        says: 'Received: 2',
      },
    ],
  },
  {
    name: 'an inbox row stays although the effects were rolled back',
    edits: [
      {
        file: 'platform/src/handling.ts',
        text: '    await request.em.begin();\n    try {\n      if (await enter(request, event.id, reaction.name)) {',
        instead:
          '    const isNew = await enter(request, event.id, reaction.name);\n    await request.em.begin();\n    try {\n      if (isNew) {',
      },
    ],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'an event whose reaction failed is dealt with when it comes again',
        says: 'Received: 0',
      },
    ],
  },
  {
    name: 'the number of the relay is committed only after forwarding',
    edits: [
      {
        file: 'platform/src/relay/outbox.ts',
        text: 'const rows = await this.#as<Message>(',
        instead: 'const rows = await this.#connection.begin<Message>(this.place.role, ',
      },
      {
        file: 'platform/src/relay/connection.ts',
        text: '  /** Tries to become the active relay, and then listens to what is written. */',
        instead: `  async begin<R extends object>(role: string, statement: string): Promise<R[]> {
    const results = await this.query(\`begin; set local role \${escapeIdentifier(role)}; \${statement}; set local role none\`);
    const [, , result] = results as unknown as { rows: R[] }[];
    return result?.rows ?? [];
  }
`,
      },
    ],
    found: [
      {
        file: 'platform/tests/relay.test.ts',
        test: 'commits the number of a message before it tells anybody',
        says: 'Received array:     [0, 0]',
      },
      {
        file: 'platform/tests/relay.test.ts',
        test: 'tells an event once when it dies after telling it and before it knows that it has',
        says: '+ Received  + 1',
      },
    ],
  },
  {
    name: 'the relay forgets what was not dealt with',
    edits: [
      {
        file: 'platform/src/relay/sweep.ts',
        text: 'const missing = concerned.filter((handler) => !isHandled(message, handler));',
        instead:
          'const missing = concerned.filter((handler) => !handler.name && !isHandled(message, handler));',
      },
    ],
    found: [
      {
        file: 'platform/tests/relay-orders.test.ts',
        test: 'keeps an order that nobody carries out until somebody does',
        says: '- Expected  - 1',
      },
    ],
  },
  {
    name: 'the relay stamps as forwarded what nobody took',
    edits: [
      {
        file: 'platform/src/relay/turn.ts',
        text: 'const ids = own.filter((message) => taken.has(message)).map(({ id }) => id);',
        instead: 'const ids = own.map(({ id }) => id);',
      },
    ],
    found: [
      {
        file: 'platform/tests/relay-orders.test.ts',
        test: 'lets no message keep the others waiting',
        says: 'it never came: 3',
      },
    ],
  },
  {
    name: 'the relay numbers in the order of ids, whatever the versions',
    edits: [
      {
        file: 'platform/src/relay/outbox.ts',
        text: 'p.by_place = v.by_version order by p.place',
        instead: 'p.by_place = v.by_place order by p.place',
      },
    ],
    found: [
      {
        file: 'platform/tests/relay.test.ts',
        test: 'gives the lower number to the older version of a record, whichever id was made first',
        says: '- Expected  - 2',
      },
    ],
  },
  {
    name: 'a mail is handed over before the attempt is stored',
    edits: [
      {
        file: delivery,
        text: "  await store(request, delivery, { state: 'SENDING', isUnderWay: true }, { outcome: 'STARTED' });\n",
        instead: '',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/delivery.api.test.ts',
        test: 'an attempt stands stored when the provider is called, and its outcome afterwards',
        says: '+     "state": "PENDING"',
      },
    ],
  },
  {
    name: 'a mail is written without asking again who may be told',
    edits: [
      {
        file: 'subgraphs/notifications/src/delivery/delivery.message.ts',
        text: 'const told = await subject.tellable(request, notification);',
        instead:
          "const told = notification.kind === 'ABSENCE' ? notification.statements : await subject.tellable(request, notification);",
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/absence.api.test.ts',
        test: 'is not sent to a guardian whose guardianship ended between the decision and the sending',
        says: 'Ada Lovelace: absent at 09:00',
      },
    ],
  },
  {
    name: 'an audit row not written',
    edits: [{ file: 'platform/src/audit.ts', text: '      uow.computeChangeSet(entry);\n', instead: '' }],
    found: [
      {
        file: 'platform/tests/core.test.ts',
        test: 'the audit keeps what a change replaced, and by whom',
        says: '+ Array []',
      },
    ],
  },
  {
    name: 'a link that ended beneath a transaction keeps its place among the connections',
    edits: [{ file: 'platform/src/database.ts', text: 'freeLostLinks(pool);', instead: '' }],
    found: [
      {
        file: 'tests/issues/links-that-end.test.ts',
        test: 'commands whose links to the database end may be sent again, are done once, and leave no connection taken',
        says: 'Exceeded timeout',
      },
    ],
  },
];

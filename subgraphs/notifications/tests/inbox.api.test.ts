import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { School } from './support/school.ts';

let school: School;
let [father, mother, ada, ben] = ['', '', '', ''];
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());

/** Father was told of both children in one entry, mother of Ada in another. */
beforeEach(async () => {
  [father, mother] = [school.person('Father Lovelace'), school.person('Mother Lovelace')];
  [ada, ben] = [school.person('Ada Lovelace'), school.person('Ben Lovelace')];
  school.guards(father, ada);
  school.guards(father, ben);
  school.guards(mother, ada);
  await school.marked(school.lesson('03:30', ada, ben), [ada, ben]);
  await school.passGrace();
});

const entities = (fields: string) => `query ($id: UUID!) {
  _entities(representations: [{ __typename: "Viewer", id: $id }]) { ... on Viewer { ${fields} } }
}`;
const markRead = `mutation ($id: UUID!) {
  markNotificationRead(input: { notificationId: $id }) { notification { id readAt version } }
}`;
const inbox = entities(
  'unreadCount inbox { nodes { id kind title body createdAt readAt version students { id } } }',
);
const watch = 'subscription ($id: UUID!) { inboxChanged(personId: $id) { id title students { id } } }';

async function read(person: string) {
  const data = await school.subgraph.as(person).data<{
    _entities: { unreadCount: number; inbox: { nodes: { id: string; students: { id: string }[] }[] } }[];
  }>(inbox, {
    id: person,
  });
  return data._entities[0]!;
}

const ended = (guardian: string, child: string) => {
  for (const rights of school.rights)
    if (rights.guardian === guardian && rights.child === child) rights.ended = true;
};

describe('An inbox', () => {
  it('holds what its owner was told, in ids and words without names', async () => {
    const { unreadCount, inbox } = await read(father);
    expect(unreadCount).toBe(1);
    expect(inbox.nodes).toMatchObject([
      {
        kind: 'ABSENCE',
        title: 'Absence on Thursday 12 March 2026',
        body: 'Marked absent at 09:00.',
        readAt: null,
        version: 1,
        students: [{ id: ada }, { id: ben }],
      },
    ]);
  });

  it('is its owner’s alone', async () => {
    expect(await school.subgraph.as(mother).code(entities('unreadCount'), { id: father })).toBe('FORBIDDEN');
    expect(await school.subgraph.as(mother).code(entities('inbox { nodes { id } }'), { id: father })).toBe(
      'FORBIDDEN',
    );
    expect((await read(mother)).inbox.nodes.map((n) => n.students)).toEqual([[{ id: ada }]]);
  });

  it('is nobody’s who is not signed in', async () => {
    expect(await school.subgraph.as().code(entities('unreadCount'), { id: father })).toBe('FORBIDDEN');
  });

  it('no longer speaks of a child whose guardianship has ended', async () => {
    ended(father, ben);
    const { inbox, unreadCount } = await read(father);
    expect([unreadCount, inbox.nodes.map((n) => n.students)]).toEqual([1, [[{ id: ada }]]]);
    ended(father, ada);
    expect(await read(father)).toMatchObject({ unreadCount: 0, inbox: { nodes: [] } });
  });

  it('shows the newest first, page by page', async () => {
    for (const hour of ['04:30', '05:30', '06:30']) await school.marked(school.lesson(hour, ada), [ada]);
    const page = entities(
      'inbox(first: 3, after: $after) { nodes { id createdAt } pageInfo { endCursor hasNextPage } }',
    );
    const query = page.replace('$id: UUID!', '$id: UUID!, $after: String');
    type Page = {
      _entities: {
        inbox: {
          nodes: { id: string; createdAt: Date }[];
          pageInfo: { endCursor: string; hasNextPage: boolean };
        };
      }[];
    };
    const first = (await school.subgraph.as(father).data<Page>(query, { id: father }))._entities[0]!.inbox;
    const after = first.pageInfo.endCursor;
    const second = (await school.subgraph.as(father).data<Page>(query, { id: father, after }))._entities[0]!
      .inbox;
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    const nodes = [...first.nodes, ...second.nodes];
    expect(new Set(nodes.map((n) => n.id)).size).toBe(4);
    const times = nodes.map((n) => n.createdAt.getTime());
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  });

  it('takes no cursor that it has not given', async () => {
    for (const key of [['x'], ['yesterday', 'entry'], 'no key']) {
      const after = Buffer.from(JSON.stringify(key)).toString('base64url');
      const query = entities(`inbox(after: "${after}") { nodes { id } }`);
      expect(await school.subgraph.as(father).code(query, { id: father })).toBe('BAD_USER_INPUT');
    }
  });

  it('costs the same number of statements and asks for one entry as for thirty', async () => {
    const cost = async () => {
      school.subgraph.statements.length = 0;
      school.subgraph.asked.length = 0;
      await read(father);
      return [school.subgraph.statements.length, school.subgraph.asked.length];
    };
    await read(father);
    const one = await cost();
    for (let more = 0; more < 29; more += 1) await school.marked(school.lesson('04:30', ada), [ada]);
    expect((await read(father)).unreadCount).toBe(30);
    expect(await cost()).toEqual(one);
  });
});

describe('Marking a notification as read', () => {
  it('lowers the unread count, once', async () => {
    const [entry] = await school.inbox(father);
    const first = await school.subgraph.as(father).data(markRead, { id: entry!.id });
    expect(first).toMatchObject({
      markNotificationRead: { notification: { readAt: expect.anything(), version: 2 } },
    });
    expect(await school.subgraph.as(father).data(markRead, { id: entry!.id })).toEqual(first);
    expect((await read(father)).unreadCount).toBe(0);
  });

  it('is its receiver’s alone: to everybody else it does not exist', async () => {
    const [entry] = await school.inbox(father);
    expect(await school.subgraph.as(mother).code(markRead, { id: entry!.id })).toBe('NOT_FOUND');
    expect(await school.subgraph.as(father).code(markRead, { id: newId() })).toBe('NOT_FOUND');
    expect(await school.subgraph.as().code(markRead, { id: entry!.id })).toBe('UNAUTHENTICATED');
    expect((await read(father)).unreadCount).toBe(1);
  });

  it('is no way to what may no longer be seen', async () => {
    const [entry] = await school.inbox(mother);
    ended(mother, ada);
    expect(await school.subgraph.as(mother).code(markRead, { id: entry!.id })).toBe('NOT_FOUND');
  });
});

describe('Watching an inbox', () => {
  const pointer = (id: string) => ({ typename: 'Notification', key: { id }, version: 1, cursor: '1' });

  it('is admitted to the own topic, until the next admission', async () => {
    const admitted = await school.subgraph.as(father).run(watch, { id: father }, {});
    expect(admitted.extensions).toMatchObject({
      live: { status: 'admitted', topic: `notifications.person.${father}` },
    });
  });

  it('is for its owner alone', async () => {
    for (const person of [mother, undefined]) {
      const { errors, extensions } = await school.subgraph.as(person).run(watch, { id: father }, {});
      expect(extensions).toMatchObject({ live: { status: 'ended' } });
      expect(errors?.[0]?.extensions?.code).toBe(person ? 'NOT_FOUND' : 'UNAUTHENTICATED');
    }
  });

  it('shows an entry under the rights of the moment', async () => {
    const [entry] = await school.inbox(father);
    const shown = await school.subgraph
      .as(father)
      .run(watch, { id: father }, { pointer: pointer(entry!.id) });
    expect(shown.data).toMatchObject({
      inboxChanged: { id: entry!.id, students: [{ id: ada }, { id: ben }] },
    });
    for (const child of [ada, ben]) ended(father, child);
    const hidden = await school.subgraph
      .as(father)
      .run(watch, { id: father }, { pointer: pointer(entry!.id) });
    expect(hidden).toEqual({ data: null, extensions: { live: { status: 'skip' } } });
  });

  it('does not show another person’s entry, whatever the pointer says', async () => {
    const [entry] = await school.inbox(mother);
    const shown = await school.subgraph
      .as(father)
      .run(watch, { id: father }, { pointer: pointer(entry!.id) });
    expect(shown).toEqual({ data: null, extensions: { live: { status: 'skip' } } });
  });

  it('is told of each new entry and of each reading', async () => {
    const [entry] = await school.inbox(father);
    await school.subgraph.as(father).data(markRead, { id: entry!.id });
    const rows = await school.subgraph
      .request()
      .reads<{ outbox_message: { id: string; name: string; live: unknown; aggregate_id: string } }>()
      .selectFrom('outbox_message')
      .select('live')
      .where('aggregate_id', '=', entry!.id)
      .orderBy('id')
      .execute();
    const expected = {
      topic: `notifications.person.${father}`,
      typename: 'Notification',
      key: { id: entry!.id },
    };
    expect(rows.map((row) => row.live)).toEqual([
      [{ ...expected, version: 1 }],
      [{ ...expected, version: 2 }],
    ]);
  });
});

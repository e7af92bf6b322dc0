import { eventually } from './kit/eventually.ts';
import { subscribe } from './kit/subscriber.ts';
import { World } from './kit/world.ts';

describe.each([
  ['in process', 'compiled'],
  ['over HTTP', 'compiled'],
  ['in process', 'apollo'],
] as const)('with services %s and the executor "%s"', (form, executor) => {
  let world: World;
  beforeAll(async () => {
    world = await World.start(form, { executor });
  });
  afterAll(() => World.closeAll());

  test('one query is answered by two services', async () => {
    const { status, body } = await world.ask('{ book(id: "1") { title reviews { text book { title } } } }');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { book: { title: 'Momo', reviews: [{ text: 'On 1', book: { title: 'Momo' } }] } },
    });
  });

  test('every service sees the token of the client', async () => {
    const authorization = await world.token();
    const { body } = await world.ask('{ bookCaller reviewCaller }', {}, { authorization });
    expect(body.data).toEqual({ bookCaller: authorization, reviewCaller: authorization });
  });

  test('who has no token is nobody, and is served', async () => {
    const { body } = await world.ask('{ bookCaller reviewCaller }');
    expect(body.data).toEqual({ bookCaller: 'nobody', reviewCaller: 'nobody' });
  });

  test('a mutation changes, and its answer is completed by another service', async () => {
    const query =
      'mutation ($id: ID!, $title: String!) { rename(id: $id, title: $title) { title reviews { id } } }';
    const { body } = await world.ask(query, { id: '2', title: 'Emil and the Detectives' });
    expect(body.data).toEqual({ rename: { title: 'Emil and the Detectives', reviews: [{ id: 'r2' }] } });
  });

  test('an event is completed by another service', async () => {
    const { seen } = subscribe(world.client());
    await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
    await world.library.change(1, '1');
    await eventually(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toMatchObject({
      data: { bookChanged: { id: '1', title: 'Momo', reviews: [{ text: 'On 1' }] } },
    });
  });

  test('an answer that is null where none may be is an error with its place', async () => {
    const { body } = await world.ask('{ must }');
    expect(body).toMatchObject({ data: null, errors: [{ path: ['must'] }] });
  });
});

import { World } from './kit/world.ts';

describe.each(['in process', 'over HTTP'] as const)('with services %s', (form) => {
  let world: World;
  beforeAll(async () => {
    world = await World.start(form);
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
});

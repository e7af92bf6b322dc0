import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

const title = '{ book(id: "1") { title } }';

test('an answer that comes in many pieces is read as one', async () => {
  const world = await World.start('over HTTP');
  // Three bytes a letter: pieces end within one.
  const long = 'ዝ'.repeat(400_000);
  world.library.answer = async () => ({ data: { book: { title: long } } });
  const { body } = await world.ask(title);
  expect(body.data).toEqual({ book: { title: long } });
});

import { payloadOf, textOf } from '../src/live/payload.ts';

test('a result is put into words once, however many of a group are given it, and anew for another cursor', () => {
  let written = 0;
  const result = {
    data: {
      toJSON: () => {
        written += 1;
        return { book: { title: 'A "title"' } };
      },
    },
    extensions: { partial: true },
  };
  const texts = Array.from({ length: 20 }, () => textOf(payloadOf(result, '7')));
  expect(written).toBe(1);
  expect(new Set(texts).size).toBe(1);
  expect(JSON.parse(texts[0] ?? '')).toEqual({
    data: { book: { title: 'A "title"' } },
    extensions: { partial: true, cursor: '7' },
  });
  expect(JSON.parse(textOf(payloadOf(result, '6'))).extensions.cursor).toBe('6');
});

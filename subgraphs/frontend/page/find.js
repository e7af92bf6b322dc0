import { Refused } from './graph.js';
import { find } from './queries.js';

/** Typed fast, a word is looked for once; what comes late does not stand over what was typed since. */
const waitMs = 200;
const fewest = 2;

/**
 * Looks for what is typed.
 * @param draw shows what was found, or nothing @param refused shows what can be looked for @param fail tells that the school does not answer
 */
export function finder(graph, input, { draw, refused, fail }) {
  let timer = null;
  let latest = 0;
  const look = async () => {
    const text = input.value.trim();
    latest += 1;
    const mine = latest;
    if (text.length < fewest) return draw(null);
    try {
      const { viewer } = await graph.ask(find, { text });
      if (mine === latest) draw(viewer);
    } catch (error) {
      if (mine !== latest) return;
      draw(null);
      if (error instanceof Refused && error.code === 'BAD_USER_INPUT') refused();
      else fail();
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), waitMs);
  });
  return {
    clear() {
      clearTimeout(timer);
      latest += 1;
      input.value = '';
      draw(null);
    },
  };
}

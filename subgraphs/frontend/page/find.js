import { find } from './queries.js';

/** Typed fast, a word is looked for once; what comes late does not stand over what was typed since. */
const waitMs = 200;
const fewest = 2;

/** Looks for what is typed. @param draw shows what was found, or nothing */
export function finder(graph, input, draw) {
  let timer = null;
  let latest = 0;
  const look = async () => {
    const text = input.value.trim();
    latest += 1;
    const mine = latest;
    if (text.length < fewest) return draw(null);
    // What is too little of a word is no fault of whoever is still typing.
    const answer = await graph.ask(find, { text }).catch(() => null);
    if (mine === latest) draw(answer?.viewer ?? null);
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

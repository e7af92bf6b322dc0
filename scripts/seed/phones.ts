/** Area codes of North America, where 555-0100 to 555-0199 are kept for what is invented: such a number rings with nobody. */
const areas = [201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 303, 305];

/** The nth invented mobile number, E.164; after 1,900 they begin anew. */
export function inventedPhone(n: number): string {
  const place = n % (areas.length * 100);
  return `+1${areas[Math.floor(place / 100)]}55501${String(place % 100).padStart(2, '0')}`;
}

export function* inventedPhones(): Generator<string, never> {
  for (let n = 0; ; n += 1) yield inventedPhone(n);
}

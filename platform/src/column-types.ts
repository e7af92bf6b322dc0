import { types } from 'pg';

const { DATE, TIMESTAMPTZ, INTERVAL } = types.builtins;
const dateArray = 1182;

/**
 * How columns arrive in code, through the ORM and through Kysely alike: an instant as a `Date`, a school day as the string
 * `YYYY-MM-DD` that it is. (The driver would make a day an instant; the ORM would leave an instant a string.)
 */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
    if (oid === DATE || oid === INTERVAL) return (text: string) => text;
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text);
    if (oid === dateArray) return (text: string) => text.slice(1, -1).split(',').filter(Boolean);
    return types.getTypeParser(oid, format as 'text');
  },
};

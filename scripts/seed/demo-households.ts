import { addDays } from '@learnova/platform/local-time';
import type { SchoolGuardianship, SchoolPerson } from '@learnova/schema/school';
import { type DemoStudent, demoEmail, demoPassword, sizes, someName } from './demo-people.ts';
import { inventedPhone } from './phones.ts';
import type { Random } from './random.ts';

interface Household {
  readonly children: readonly DemoStudent[];
  readonly adults: readonly SchoolPerson[];
}

/**
 * Who guards whom: 35 % of the students have a brother or sister in the school, 12 % live in two households, 3 % have a
 * guardian with restricted access, and some guardians have rights for one sibling and not for the other.
 */
export function households(
  random: Random,
  students: readonly DemoStudent[],
  { from, anchor }: { from: string; anchor: string },
) {
  const families = familiesOf(random, students);
  let free = sizes.guardians - families.length;
  const homes = families.map((children, n): Household => {
    // Two adults as long as there are enough of them: exactly 900 in all.
    const second = free > 0 && (n < 2 || random.chance(0.9) || free >= families.length - n);
    if (second) free -= 1;
    const named = n === 0 ? ['guardian', 'former-guardian'] : [];
    const child = children[0] as DemoStudent;
    return {
      children,
      adults: Array.from({ length: second ? 2 : 1 }, (_, m) => adult(random, child, named[m])),
    };
  });
  const ended = addDays(anchor, -1);
  const guardianships = homes
    .flatMap((home) => guardianshipsOf(random, home, from))
    .map((guardianship) => ({
      ...guardianship,
      to: homes[0]?.adults[1]?.id === guardianship.guardianId ? ended : null,
    }));
  return { guardians: homes.flatMap((home) => home.adults), guardianships };
}

/** The first student, whose guardian the README names, has a sister or brother. */
function familiesOf(random: Random, students: readonly DemoStudent[]): DemoStudent[][] {
  const families: DemoStudent[][] = [];
  for (let n = 0; n < students.length; ) {
    const size = n === 0 ? 2 : random.chance(0.21) ? (random.chance(0.1) ? 3 : 2) : 1;
    families.push(students.slice(n, n + size));
    n += size;
  }
  return families;
}

function adult(random: Random, child: DemoStudent, named: string | undefined): SchoolPerson {
  const { person } = someName(random, random.chance(0.7) ? child.familyName : undefined);
  const id = random.id();
  const email = named ? demoEmail(named) : demoEmail(`guardian-${id.slice(0, 8)}`);
  // Four of five have told the school a number; by the id, so that the school's chance goes on as it did.
  const n = Number.parseInt(id.slice(-6), 16);
  const mobilePhone = named || n % 5 > 0 ? inventedPhone(n) : undefined;
  return {
    id,
    ...person,
    email,
    ...(mobilePhone && { mobilePhone }),
    guardian: true,
    ...(named && { password: demoPassword }),
  };
}

function guardianshipsOf(
  random: Random,
  { children, adults }: Household,
  from: string,
): SchoolGuardianship[] {
  const apart = adults.length > 1 && random.chance(0.12);
  const restricted = adults.length > 1 && random.chance(0.03);
  const unequal = children.length > 1 && adults.length > 1 && random.chance(0.05);
  return children.flatMap((child, c) =>
    adults.map((guardian, a): SchoolGuardianship => {
      const limited = a === 1 && (restricted || (unequal && c === 1));
      return {
        id: random.id(),
        guardianId: guardian.id,
        studentId: child.id,
        recordsAccess: !limited,
        notifyAttendance: !limited && (a === 0 || random.chance(0.6)),
        livesWith: a === 0 || !apart,
        legal: !limited,
        pays: a === 0,
        priority: a + 1,
        from,
        to: null,
      };
    }),
  );
}

import { z } from 'zod';

/** A CycloneDX list, as far as it is looked at. */
export const billModel = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(z.looseObject({ 'bom-ref': z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

export type Bill = z.infer<typeof billModel>;

export interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
}

/**
 * Takes out what only builds and tests need. (npm's own `--omit=dev` also takes out what runs and is a development dependency
 * of the root besides: graphql, pg.)
 */
export function productionOf(bill: Bill, packages: Readonly<Record<string, Locked>>): Bill {
  const running = new Set(refsOf(packages, ({ dev }) => !dev));
  const onlyBuilding = new Set(
    refsOf(packages, ({ dev }) => dev === true).filter((ref) => !running.has(ref)),
  );
  const stays = (ref: string) => !onlyBuilding.has(ref);
  return {
    ...bill,
    components: bill.components.filter((component) => stays(component['bom-ref'])),
    dependencies: bill.dependencies
      .filter(({ ref }) => stays(ref))
      .map((entry) => ({ ...entry, dependsOn: entry.dependsOn.filter(stays) })),
  };
}

/** What runs on every machine and is not on the list. */
export function missingIn(bill: Bill, packages: Readonly<Record<string, Locked>>): string[] {
  const listed = new Set(bill.components.map((component) => component['bom-ref']));
  return refsOf(packages, ({ dev, optional }) => !dev && !optional).filter((ref) => !listed.has(ref));
}

function refsOf(packages: Readonly<Record<string, Locked>>, which: (entry: Locked) => boolean): string[] {
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && which(entry))
    .map(
      ([path, { version }]) =>
        `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
    );
}

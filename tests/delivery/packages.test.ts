import { faultsOfLicences, type LockedPackages } from '../../scripts/delivery/licences/licences.ts';
import { missingIn, productionOf } from '../../scripts/delivery/sbom/production.ts';

describe('licences', () => {
  const apollo = { 'node_modules/@apollo/gateway': { version: '2.0.0', license: 'Elastic-2.0' } };
  const faults = (packages: LockedPackages) => faultsOfLicences({ ...apollo, ...packages });
  const one = (license: string | undefined, dev = false) => ({
    'node_modules/one': { version: '1.0.0', ...(license !== undefined && { license }), dev },
  });

  it.each(['MIT', 'ISC', '(MIT OR GPL-3.0-only)', 'Apache-2.0 AND MIT'])('%s may run', (license) => {
    expect(faults(one(license))).toEqual([]);
  });

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0-only',
    'MIT AND GPL-2.0-only',
    'CC-BY-4.0',
    'SEE LICENSE IN LICENSE',
    'UNLICENSED',
  ])('%s may not', (license) => {
    expect(faults(one(license))).toEqual([`one 1.0.0 is under ${license}`]);
  });

  it('a package that says nothing of its licence may not run', () => {
    expect(faults(one(undefined))).toEqual(['one 1.0.0 has no licence']);
  });

  it('lists that tools read may be under a licence of works, and not under a strict one', () => {
    expect(faults(one('CC-BY-4.0', true))).toEqual([]);
    expect(faults(one('GPL-3.0-only', true))).toHaveLength(1);
  });

  it('a binary for another system has the licence of the package that wants it', () => {
    const wants = { version: '1.0.0', license: 'MIT', optionalDependencies: { 'one-darwin': '1.0.0' } };
    expect(
      faults({ 'node_modules/one': wants, 'node_modules/one-darwin': { version: '1.0.0', optional: true } }),
    ).toEqual([]);
  });

  it('an exception is for the packages that it names, and goes with the last of them', () => {
    expect(faults({ 'node_modules/other': { version: '1.0.0', license: 'Elastic-2.0' } })).toEqual([
      'other 1.0.0 is under Elastic-2.0',
    ]);
    expect(faultsOfLicences(one('MIT'))).toEqual([expect.stringContaining('nothing is under Elastic-2.0')]);
  });
});

describe('the bill of materials', () => {
  const bill = {
    bomFormat: 'CycloneDX' as const,
    components: [
      { 'bom-ref': 'runs@1.0.0' },
      { 'bom-ref': 'tests@1.0.0' },
      { 'bom-ref': '@learnova/users@0.1.0' },
    ],
    dependencies: [
      { ref: 'runs@1.0.0', dependsOn: ['tests@1.0.0'] },
      { ref: 'tests@1.0.0', dependsOn: [] },
    ],
  };
  const packages = {
    'node_modules/runs': { version: '1.0.0' },
    'node_modules/tests': { version: '1.0.0', dev: true },
    'node_modules/far': { version: '1.0.0', optional: true },
  };

  it('lists what runs, and nothing that only tests', () => {
    const { components, dependencies } = productionOf(bill, packages);
    expect(components.map((component) => component['bom-ref'])).toEqual([
      'runs@1.0.0',
      '@learnova/users@0.1.0',
    ]);
    expect(dependencies).toEqual([{ ref: 'runs@1.0.0', dependsOn: [] }]);
  });

  it('keeps a version that runs in one place and only tests in another', () => {
    const twice = { ...packages, 'node_modules/runs/node_modules/tests': { version: '1.0.0' } };
    expect(productionOf(bill, twice).components).toHaveLength(3);
  });

  it('is refused where something that runs everywhere is not on it', () => {
    expect(missingIn(bill, packages)).toEqual([]);
    expect(missingIn({ ...bill, components: [] }, packages)).toEqual(['runs@1.0.0']);
  });
});

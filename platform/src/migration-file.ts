import { TSMigrationGenerator } from '@mikro-orm/migrations';

/** Migrations as this project keeps them: only ever up, and silent about schemas, which `install` makes. */
export class MigrationFile extends TSMigrationGenerator {
  override generateMigrationFile(className: string, diff: { up: string[]; down: string[] }): string {
    const up = diff.up
      .filter((sql) => sql && !/^create schema/i.test(sql))
      .map((sql) => sql.replace(/;$/, ''));
    const statements = up.map((sql) => this.createStatement(sql, 4)).join('');
    return `import { Migration } from '@mikro-orm/migrations';

export class ${className} extends Migration {
  override up(): void {
${statements}  }
}
`;
  }
}

import { linesMatching, textCheck } from './text-check.ts';

const text =
  /\.(ts|mts|cts|js|mjs|cjs|json|md|sql|css|html|sh|ya?ml|graphql|toml|txt)$|(^|\/)(\.[a-z]+[^/]*|Dockerfile)$|^\.ci\//;

const secrets: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'a SendGrid key'],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS key'],
  [/\bgh[opsu]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}/, 'a GitHub token'],
  [/\bnpm_[A-Za-z0-9]{30,}/, 'an npm token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, 'a signed token'],
  [/\/\/[^\s/:@'"`$]+:[^\s/:@'"`$]{6,}@(?!127\.0\.0\.1|localhost)/, 'a URL with a password'],
];

const places: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])\/(home|Users)\/[a-z][\w-]*\//, 'a path of one machine'],
  [/(?<![\w.:/])\/(root|work|workspace|workspaces|mnt)\//, 'a path of one machine'],
  [/\b[A-Z]:\\Users\\/, 'a path of one machine'],
  [
    /https?:\/\/[\w.-]*(registry|npmjs|artifactory|nexus|verdaccio|jfrog)[\w.-]*/,
    'the address of a registry',
  ],
];

/** Nothing that belongs to one machine or one person: secrets, paths, registries. A clone must work anywhere. */
export const strangers = textCheck({
  name: 'no secrets and no machine',
  covers: (path) => text.test(path),
  faultsIn: (file) =>
    [...secrets, ...places].flatMap(([pattern, what]) => linesMatching(file, pattern, `looks like ${what}`)),
});

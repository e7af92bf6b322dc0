// Loaded before a program of the system by NODE_OPTIONS: kills it with SIGKILL right before, during or after a moment that the
// test has named. The program itself has no hook: what it says to PostgreSQL, Redis and the queue tells where it is.
//
// CRASH_FOLDER holds a file for each program, named after it, with the moment as JSON: {when, pattern}. The file is removed
// by the death that it causes, so one file is one death.
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const folder = process.env.CRASH_FOLDER;
const main = process.argv[1] ?? '';
const name =
  /subgraphs\/(\w+)\/src\/main\.ts$/.exec(main)?.[1] ?? /(workers|whole)\/?[\w./]*main\.ts$/.exec(main)?.[1];

if (isMainThread && folder && name) {
  const file = join(folder, name);
  watchPostgres(file);
  watchRedis(file);
  if (name !== 'attendance') await watchQueue(file);
}

/** Dies if this is the moment. */
function at(file, when, tell) {
  if (!existsSync(file)) return;
  const wanted = JSON.parse(readFileSync(file, 'utf8'));
  if (wanted.when !== when || !new RegExp(wanted.pattern, 's').test(tell())) return;
  renameSync(file, `${file}.done`);
  process.kill(process.pid, 'SIGKILL');
  // Nothing more is done while the signal is on its way.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** A whole transaction in one message: what stands between its role and its COMMIT. */
const wholeTransaction = /^begin; set local role [^;]+; (.*); commit$/s;

/** Of a transaction; what goes back to a savepoint is none. */
const isEnd = /^(commit|rollback(?! to))\b/i;

/**
 * A statement with its values; numbers with the schema of which the relay has heard since the last ones; a COMMIT with all that
 * it commits. `during` is right after it was sent: the server may carry it out or not. MikroORM brings a `pg` of its own.
 */
function watchPostgres(file) {
  const require = createRequire(import.meta.url);
  const own = createRequire(require.resolve('@mikro-orm/postgresql/package.json'));
  const clients = new Set([require('pg').Client, own('pg').Client]);
  for (const { prototype } of clients) {
    const { query } = prototype;
    prototype.query = function watched(config, values, callback) {
      const text = typeof config === 'string' ? config : config?.text;
      if (typeof text !== 'string' || typeof config?.submit === 'function')
        return query.call(this, config, values, callback);
      const { before, after } = momentsOf(this, text, given(config, values));
      at(file, 'before', before);
      const answered = (result) => {
        for (const moment of after(result)) at(file, 'after', () => moment);
      };
      const sent = send(this, query, { config, values, callback }, answered);
      at(file, 'during', before);
      return sent;
    };
  }
}

/** What is told of one statement, before it is sent and when it was answered. */
function momentsOf(client, text, values) {
  const [, whole] = wholeTransaction.exec(text) ?? [];
  const isCommit = /^commit/i.test(text);
  const heard = heardBy(client, text);
  const statement = `${whole ?? text} ${JSON.stringify(values)}`;
  const committed = isCommit ? `commit of ${(client.said ?? []).join('; ')}` : null;
  // What is said in no transaction is not remembered: there is no end of it.
  if (!whole && /^begin/i.test(text)) client.said = [];
  else if (whole || isEnd.test(text)) client.said = undefined;
  return {
    before: () => committed ?? `${statement}${heard}`,
    after: (result) => {
      // Several statements are answered by several results: the third is that of the one between role and COMMIT.
      const rows = (whole ? result?.[2] : result)?.rowCount ?? 0;
      const told = `${committed ?? statement} -> ${rows} rows`;
      client.said?.push(told.slice(0, 4_000));
      return whole ? [told, `commit of ${told}`] : [told];
    },
  };
}

/** The schemas of which this connection heard that something was written, and that this statement gives numbers in. */
function heardBy(client, text) {
  if (/^listen /i.test(text)) {
    client.heard = new Set();
    client.on('notification', ({ payload }) => client.heard.add(payload));
  }
  if (!client.heard?.size || !text.includes('event_number')) return '';
  const heard = [...client.heard].filter((schema) => text.includes(`"${schema}".outbox_message`));
  for (const schema of heard) client.heard.delete(schema);
  return heard.map((schema) => ` heard ${schema}`).join('');
}

function send(client, query, { config, values, callback }, answered) {
  const last = [config?.callback, values, callback].find((argument) => typeof argument === 'function');
  if (!last) {
    return query.call(client, config, values).then((result) => {
      answered(result);
      return result;
    });
  }
  const told = (error, result) => {
    if (!error) answered(result);
    last(error, result);
  };
  if (typeof values === 'function') return query.call(client, config, told);
  if (typeof callback === 'function') return query.call(client, config, values, told);
  return query.call(client, { ...config, callback: told }, values);
}

function given(config, values) {
  return (typeof values === 'function' ? undefined : values) ?? config?.values ?? [];
}

/** `redis append`: the live log's script, told by its keys; all other commands by their names. */
function watchRedis(file) {
  const { Redis } = createRequire(import.meta.url)('ioredis');
  const { sendCommand } = Redis.prototype;
  Redis.prototype.sendCommand = function watched(command, ...more) {
    const { name: command_, args = [] } = command;
    const isAppend = /^eval/.test(command_) && /:live:times$/.test(String(args[3])) && args.length >= 10;
    const moment = () => (isAppend ? 'redis append' : `redis ${command_}`);
    at(file, 'before', moment);
    command.promise?.then(
      () => at(file, 'after', moment),
      () => undefined,
    );
    return sendCommand.call(this, command, ...more);
  };
}

async function watchQueue(file) {
  const { Queue } = await import('bullmq');
  for (const method of ['add', 'addBulk']) {
    const add = Queue.prototype[method];
    Queue.prototype[method] = async function watched(...args) {
      const moment = () => `queue add ${JSON.stringify(args)}`;
      at(file, 'before', moment);
      const added = await add.apply(this, args);
      at(file, 'after', moment);
      return added;
    };
  }
}

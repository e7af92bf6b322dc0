/** The channel on which an insert into an outbox tells the relay its schema. */
export const outboxChannel = 'outbox';

/**
 * Wakes the relay when a message of this schema commits: a trigger, so that the flush of a command sends no statement more.
 * Does nothing before the first migration of a subgraph. Runs after the migrations, as the owner of the schema `platform`; safe to run again.
 */
export function outboxNotifySql(schema: string): string {
  return `
    do $$ begin
      if to_regclass('"${schema}".outbox_message') is not null then
        create or replace trigger outbox_written after insert on "${schema}".outbox_message
          for each statement execute function platform.outbox_written();
      end if;
    end $$;
  `;
}

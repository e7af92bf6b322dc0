/**
 * Settings for one school on one small machine: little memory, few processes, nothing lost.
 * What is read again comes from the system's file cache, which is not charged to PostgreSQL.
 */
export function settingsFor(major: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '32MB',
    work_mem: '4MB',
    maintenance_work_mem: '32MB',
    autovacuum_max_workers: '2',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    jit: 'off',
    // Nothing follows this server: what is loaded in bulk is written once, not also to the log.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    max_wal_size: '512MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_line_prefix: '',
    // Since 18 three processes would wait for reads.
    ...(major >= 18 && { io_method: 'sync' }),
  };
}

// The servers as other code may start, stop and kill them; types are in servers.d.mts.
export { findBinary } from './binaries.mjs';
export { freePorts, isPortFree } from './ports.mjs';
export { startPostgres } from './postgres.mjs';
export { startTemporal } from './temporal.mjs';
export { runningServers, startThrowaway } from './throwaway.mjs';

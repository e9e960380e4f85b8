// Prisma's schema engine as WebAssembly from npm: nothing to download, unlike the engine that the Prisma CLI wants.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';

export type SchemaEngine = engineModule.SchemaEngine;
export const schemaFile = join(dirname(fileURLToPath(import.meta.url)), 'schema.prisma');

let loading: Promise<void> | undefined;

/**
 * Lends the engine on a database, or on none: comparing schema files asks only which PostgreSQL it would be.
 * The engine never closes its connections by itself, so they are closed when the work is done.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string | undefined,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load();
  await loading;
  const opened: SqlDriverAdapter[] = [];
  const database = remembering(databaseUrl ? connectionsTo(databaseUrl) : noDatabase, opened);
  const options = {
    datamodels: [['schema.prisma', await readFile(schemaFile, 'utf8')]] as [string, string][],
  };
  const engine = await engineModule.SchemaEngine.new(
    options,
    () => {},
    bindMigrationAwareSqlAdapterFactory(database),
  );
  try {
    return await work(engine);
  } finally {
    await Promise.all(opened.map((connection) => connection.dispose()));
    engine.free();
  }
}

function connectionsTo(databaseUrl: string): PrismaPg {
  return new PrismaPg({ connectionString: databaseUrl, max: 1 });
}

function remembering(
  database: SqlMigrationAwareDriverAdapterFactory,
  opened: SqlDriverAdapter[],
): SqlMigrationAwareDriverAdapterFactory {
  async function connect() {
    const connection = await database.connect();
    opened.push(connection);
    return connection;
  }
  return {
    provider: database.provider,
    adapterName: database.adapterName,
    connect,
    connectToShadowDb: () => database.connectToShadowDb(),
  };
}

// Node has it, but its types come with the browser's, which have no place in a server.
declare const WebAssembly: {
  Module: new (code: Uint8Array) => object;
  Instance: new (code: object, imports: object) => { exports: { __wbindgen_start(): void } };
};

// Node cannot import WebAssembly as a module yet, so the two halves of the package are joined by hand.
async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const code = new WebAssembly.Module(await readFile(resolve(entry, '../schema_engine_bg.wasm')));
  const { exports } = new WebAssembly.Instance(code, { './schema_engine_bg.js': withIdleTimers() });
  engineModule.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
}

// The engine leaves its ten-second lock timer behind; it must not keep a finished process waiting.
function withIdleTimers(): object {
  const imports: Record<string, unknown> = { ...engineModule };
  for (const name of Object.keys(imports).filter((key) => key.startsWith('__wbg_setTimeout_'))) {
    imports[name] = (work: () => void, milliseconds: number) => setTimeout(work, milliseconds >>> 0).unref();
  }
  return imports;
}

const refuse = () => Promise.reject(new Error('There is no database here.'));
const adapterName = 'no-database';

const noConnection: SqlDriverAdapter = {
  provider: 'postgres',
  adapterName,
  // The engine's greeting: does the schema exist, and which version is this?
  queryRaw: async () => ({
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 18.0', 180_000]],
  }),
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  dispose: async () => {},
};

const noDatabase: SqlMigrationAwareDriverAdapterFactory = {
  provider: 'postgres',
  adapterName,
  connect: async () => noConnection,
  connectToShadowDb: refuse,
};

// Makes the keys of the banks' stand-in before anybody reads them. What is there stays.
import { join } from 'node:path';
import { keysInFolder, newApiKey } from './keys.ts';

const { env } = process;

await keysInFolder(env.GATEWAY_KEYS_DIR ?? join(env.DATA_DIR ?? '.data', 'gateway'), newApiKey());

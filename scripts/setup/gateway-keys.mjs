import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { typescript } from './application.mjs';
import { dataDir, root } from './checkout.mjs';
import { execute, lastLines } from './execute.mjs';
import { SetupProblem } from './setup-problem.mjs';

const maker = 'sandbox/gateway/make-keys.ts';
/** Written after all the others. */
const lastKey = 'alipay-platform.pub.pem';

/** Where the keys of merchant and banks on this machine are. */
export const gatewayKeysDir = () => process.env.GATEWAY_KEYS_DIR || join(dataDir(), 'gateway');

/** Makes them once; a folder given from outside is its owner's. */
export async function makeGatewayKeys(note) {
  const dir = gatewayKeysDir();
  if (process.env.GATEWAY_KEYS_DIR || existsSync(join(dir, lastKey)) || !existsSync(join(root, maker)))
    return;
  note('making keys for payments');
  const { code, output } = await execute(process.execPath, typescript(maker), {
    cwd: root,
    env: { ...process.env, GATEWAY_KEYS_DIR: dir },
  });
  if (code !== 0) throw new SetupProblem('The keys for payments could not be made.', lastLines(output, 20));
}

// The vault of a test run: its keys come with the environment, so that scripts started by tests open what tests seal.
import { readConfig } from '../../config.ts';
import { vaultOf } from '../../db/vault.ts';

export const testVault = vaultOf(readConfig());

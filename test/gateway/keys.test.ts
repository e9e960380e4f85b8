// The keys of merchant and banks, and the settings that the platform has by itself.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { readGatewaySettings } from '../../gateway/settings.ts';
import { keysInFolder, newApiKey } from '../../sandbox/gateway/keys.ts';
import { settingsOf } from '../../sandbox/gateway/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('keys are made once, for their owner alone, and the configuration by itself is that of the stand-in', async () => {
  const apiKey = newApiKey();
  const made = await keysInFolder(folder, apiKey);
  expect((await keysInFolder(folder, apiKey)).pairs).toEqual(made.pairs);
  expect(statSync(join(folder, 'wechat-merchant.pem')).mode & 0o777).toBe(0o600);
  const now = () => Promise.reject(new Error('nobody asks'));
  const place = {
    url: 'http://127.0.0.1:3203',
    noticeUrl: 'http://127.0.0.1:3000/api/v1/bank-notices',
    now,
  };
  const config = readConfig({ GATEWAY_KEYS_DIR: folder, WECHAT_APIV3_KEY: apiKey });
  expect(readGatewaySettings(config, now)).toEqual(settingsOf(made, place));
});

test('a key that is there is never written over', async () => {
  writeFileSync(join(folder, 'wechat-merchant.pem'), 'of a merchant');
  await expect(keysInFolder(folder, newApiKey())).rejects.toThrow(/EEXIST/);
});

test('in production neither key nor folder is taken for granted', () => {
  expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(/WECHAT_APIV3_KEY, GATEWAY_KEYS_DIR/);
});

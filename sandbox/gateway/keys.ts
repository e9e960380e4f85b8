// The keys of merchant and banks: of this process alone, or in files that the platform reads as well.
import { generateKeyPair, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface KeyPair {
  /** PKCS#8 in PEM. */
  readonly privateKey: string;
  /** SPKI in PEM. */
  readonly publicKey: string;
}

export const PAIRS = ['wechat-merchant', 'wechat-platform', 'alipay-app', 'alipay-platform'] as const;
export type PairName = (typeof PAIRS)[number];

export interface GatewayKeys {
  readonly pairs: Readonly<Record<PairName, KeyPair>>;
  /** The APIv3 key: 32 bytes. */
  readonly apiKey: string;
}

/** Who the parties are: numbers of a sandbox, no secrets. */
export const PARTIES = {
  wechat: {
    merchantId: '1900411700',
    appId: 'wx4117000000000001',
    merchantSerial: '4117AA00000000000000000000000000000000AA',
    platformKeyId: 'PUB_KEY_ID_0114117000000001',
  },
  alipay: { appId: '2021004117000001', sellerId: '2088411700000001' },
} as const;

/** An APIv3 key as it is made at the merchant's desk: 32 letters and digits. */
export function newApiKey(): string {
  return randomBytes(16).toString('hex');
}

let ofThisProcess: Promise<GatewayKeys> | undefined;

/** Keys in memory, made once a process. */
export function keysInMemory(): Promise<GatewayKeys> {
  ofThisProcess ??= makeKeys();
  return ofThisProcess;
}

/** The pairs in a folder, made where they are missing and never written over; private ones are for their owner only. */
export async function keysInFolder(folder: string, apiKey: string): Promise<GatewayKeys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (name: PairName) => join(folder, `${name}.pem`);
  const publicFileOf = (name: PairName) => join(folder, `${name}.pub.pem`);
  const isThere = (name: PairName) => existsSync(fileOf(name)) && existsSync(publicFileOf(name));
  const pairs = await eachPair(async (name) =>
    isThere(name)
      ? {
          privateKey: readFileSync(fileOf(name), 'utf8'),
          publicKey: readFileSync(publicFileOf(name), 'utf8'),
        }
      : newPair(),
  );
  // In their order, so that whoever sees the last has them all.
  for (const name of PAIRS.filter((pair) => !isThere(pair))) {
    writeFileSync(fileOf(name), pairs[name].privateKey, { mode: 0o600, flag: 'wx' });
    writeFileSync(publicFileOf(name), pairs[name].publicKey, { mode: 0o644, flag: 'wx' });
  }
  return { pairs, apiKey };
}

async function makeKeys(): Promise<GatewayKeys> {
  return { pairs: await eachPair(newPair), apiKey: newApiKey() };
}

async function eachPair(make: (name: PairName) => Promise<KeyPair>): Promise<GatewayKeys['pairs']> {
  const [merchant, platform, app, alipay] = await Promise.all([
    make('wechat-merchant'),
    make('wechat-platform'),
    make('alipay-app'),
    make('alipay-platform'),
  ]);
  return {
    'wechat-merchant': merchant,
    'wechat-platform': platform,
    'alipay-app': app,
    'alipay-platform': alipay,
  };
}

function newPair(): Promise<KeyPair> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

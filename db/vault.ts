// Personal data at rest: AES-256-GCM under a named key, found again by an HMAC of it (a blind index).
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keys by name; the first seals, every one opens. 32 bytes each. */
export interface KeyRing {
  readonly keys: readonly { readonly id: string; readonly key: Uint8Array }[];
  /** Of its own: blind indexes stay when the sealing keys are rotated. */
  readonly indexKey: Uint8Array;
}

/** What a blind index is for: the same text has another index in another place. */
export type IndexPurpose =
  | 'id-number'
  | 'mobile'
  | 'phone-code'
  | 'rate-limit'
  | 'request'
  | 'audit-state'
  | 'receipt';

/** A sealed text cannot be opened: unknown key, or not what was sealed. Says nothing of the text. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** What `seal` makes; the checks of the tables say the same. */
const SEALED_TEXT = /^([a-z0-9]{1,16})\.[A-Za-z0-9_-]{38,}$/;
const KEY_ID = /^[a-z0-9]{1,16}$/;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Vault {
  readonly currentKeyId: string;
  /** `<key id>.<base64url of iv, ciphertext, tag>`. */
  seal(text: string): string;
  /** @throws SealBroken */
  open(sealed: string): string;
  /** The key id, NUL, iv, ciphertext, tag. */
  sealBytes(content: Uint8Array): Uint8Array<ArrayBuffer>;
  /** @throws SealBroken */
  openBytes(sealed: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Equal texts have equal indexes; 43 characters. */
  index(purpose: IndexPurpose, text: string): string;
}

/** Bytes under named keys. */
export interface Cipher {
  readonly currentKeyId: string;
  /** iv, ciphertext, tag; under the current key. */
  encrypt(content: Uint8Array): Buffer;
  /** @throws SealBroken */
  decrypt(keyId: string, sealed: Uint8Array): Buffer;
}

/** Makes the cipher of keys, newest first. @throws Error when there is none or one is not 32 bytes */
export function createCipher(keys: KeyRing['keys']): Cipher {
  const [current] = keys;
  if (current === undefined) throw new Error('a key ring needs at least one key');
  for (const { id, key } of keys) {
    if (!KEY_ID.test(id) || key.byteLength !== 32)
      throw new Error(`the key “${id}” is not 32 bytes under a name of small letters and digits`);
    if (keys.filter((other) => other.id === id).length > 1) throw new Error(`two keys are named “${id}”`);
  }
  const byId = new Map(keys.map(({ id, key }) => [id, key]));

  return {
    currentKeyId: current.id,
    encrypt: (content) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current.key, iv);
      return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt: (keyId, sealed) => {
      const key = byId.get(keyId);
      if (key === undefined || sealed.byteLength < IV_BYTES + TAG_BYTES)
        throw new SealBroken('unknown key or too short');
      try {
        const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES));
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch {
        throw new SealBroken('not what was sealed');
      }
    },
  };
}

/** Makes the vault of a key ring. @throws Error when the ring is empty or a key is not 32 bytes */
export function createVault({ keys, indexKey }: KeyRing): Vault {
  const { currentKeyId, encrypt, decrypt } = createCipher(keys);
  return {
    currentKeyId,
    seal: (text) => `${currentKeyId}.${encrypt(Buffer.from(text, 'utf8')).toString('base64url')}`,
    open: (sealed) => {
      const dot = sealed.indexOf('.');
      return decrypt(sealed.slice(0, dot), Buffer.from(sealed.slice(dot + 1), 'base64url')).toString('utf8');
    },
    sealBytes: (content) =>
      new Uint8Array(Buffer.concat([Buffer.from(`${currentKeyId}\0`, 'latin1'), encrypt(content)])),
    openBytes: (sealed) => {
      const end = sealed.indexOf(0);
      const keyId = Buffer.from(sealed.subarray(0, Math.max(0, end))).toString('latin1');
      return new Uint8Array(decrypt(keyId, sealed.subarray(end + 1)));
    },
    index: (purpose, text) =>
      createHmac('sha256', indexKey).update(`${purpose}\0${text}`).digest('base64url'),
  };
}

/** The key a text is sealed under; null of a text that is not sealed. */
export function keyIdOf(text: string): string | null {
  return SEALED_TEXT.exec(text)?.[1] ?? null;
}

/** The key bytes are sealed under; null of bytes that are not sealed. */
export function keyIdOfBytes(content: Uint8Array): string | null {
  const end = content.indexOf(0);
  const keyId = Buffer.from(content.subarray(0, Math.max(0, end))).toString('latin1');
  return KEY_ID.test(keyId) && content.byteLength > end + IV_BYTES + TAG_BYTES ? keyId : null;
}

/** `id:base64url-of-32-bytes,…`, newest first. @throws Error naming what is wrong, never the key */
export function parseKeys(text: string): KeyRing['keys'] {
  return text.split(',').map((entry) => {
    const [id = '', key = ''] = entry.trim().split(':');
    return { id, key: Buffer.from(key, 'base64url') };
  });
}

/** The vault of a configuration. @throws Error when a key is malformed */
export function vaultOf(config: { readonly PRIVACY_KEYS: string; readonly INDEX_KEY: string }): Vault {
  return createVault({
    keys: parseKeys(config.PRIVACY_KEYS),
    indexKey: Buffer.from(config.INDEX_KEY, 'base64url'),
  });
}

// Signatures of both banks and of the merchant: RSA with SHA-256; WeChat Pay seals what it tells besides.
import { createCipheriv, randomBytes, sign, verify } from 'node:crypto';
import type { KeyPair } from './keys.ts';

/** In base64. */
export function signText(text: string, { privateKey }: KeyPair): string {
  return sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64');
}

export function isSignedBy(text: string, signature: string, { publicKey }: KeyPair): boolean {
  return verify('RSA-SHA256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
}

/** A signature that nobody's key made. */
export function spoiltSignature(signature: string): string {
  const bytes = Buffer.from(signature, 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes.toString('base64');
}

/** Parts as WeChat Pay signs them: each on a line, the last one too. */
export function linesOf(...parts: readonly (string | number)[]): string {
  return parts.map((part) => `${part}\n`).join('');
}

/** Fields as Alipay signs them: sorted, the signature left out, and what is empty. */
export function fieldsText(fields: Readonly<Record<string, string>>, leftOut: readonly string[]): string {
  return Object.keys(fields)
    .filter((name) => !leftOut.includes(name) && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}

/** A resource of a notice of WeChat Pay (AEAD_AES_256_GCM). */
export function seal(content: object, apiKey: string, associatedData: string) {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiKey, nonce).setAAD(Buffer.from(associatedData));
  const sealed = [cipher.update(JSON.stringify(content), 'utf8'), cipher.final(), cipher.getAuthTag()];
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: Buffer.concat(sealed).toString('base64'),
    nonce,
    associated_data: associatedData,
  };
}

// What Temporal keeps of us, sealed: AES-256-GCM under a named key. Beside the vault, where those who speak to Temporal
// and the API, which opens payloads for operators, may both have it.
import type { Payload, PayloadCodec } from '@temporalio/common';
import protobuf from 'protobufjs';
import { createCipher, type KeyRing, parseKeys, SealBroken } from './vault.ts';

const ENCODING = 'encoding';
const SEALED = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

/** A payload as Temporal's protocol writes it: what is sealed is all of it, with the metadata that say how to read it. */
const CLEAR = new protobuf.Type('Payload')
  .add(new protobuf.MapField('metadata', 1, 'string', 'bytes'))
  .add(new protobuf.Field('data', 2, 'bytes'));

/**
 * The codec of a key ring: the first key seals, every key opens. What was never sealed is decoded to itself: histories
 * older than the codec stay readable. Decoding rejects with SealBroken what it cannot open: the workflow task fails and is
 * tried again, and goes on when the key is back.
 * @throws Error when the ring is empty or a key is not 32 bytes
 */
export function createPayloadCodec(keys: KeyRing['keys']): PayloadCodec {
  const { currentKeyId, encrypt, decrypt } = createCipher(keys);

  function seal({ metadata, data }: Payload): Payload {
    const clear = CLEAR.encode({ metadata: metadata ?? {}, ...(data ? { data } : {}) }).finish();
    return {
      metadata: { [ENCODING]: Buffer.from(SEALED), [KEY_ID]: Buffer.from(currentKeyId) },
      data: encrypt(clear),
    };
  }

  function open(payload: Payload): Payload {
    if (!isSealed(payload)) return payload;
    const keyId = utf8Of(payload.metadata?.[KEY_ID]);
    const opened: Payload = CLEAR.toObject(CLEAR.decode(decrypt(keyId, payload.data ?? new Uint8Array())));
    return opened;
  }

  return {
    encode: async (payloads) => payloads.map(seal),
    decode: async (payloads) => payloads.map(open),
  };
}

/** The codec of a configuration. @throws Error when a key is malformed */
export function payloadCodecOf({ PAYLOAD_KEYS }: { readonly PAYLOAD_KEYS: string }): PayloadCodec {
  return createPayloadCodec(parseKeys(PAYLOAD_KEYS));
}

/** A payload in the JSON of Temporal's protocol: every value in base64. */
export interface PayloadText {
  readonly metadata: Readonly<Record<string, string>>;
  readonly data?: string | undefined;
}

/** A sealed payload opened; undefined when it is not sealed, or not by a key of this codec. */
export async function findOpened(codec: PayloadCodec, text: PayloadText): Promise<PayloadText | undefined> {
  const payload = payloadOf(text);
  if (!isSealed(payload)) return undefined;
  try {
    const [opened] = await codec.decode([payload]);
    return opened && textOf(opened);
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

function payloadOf({ metadata, data }: PayloadText): Payload {
  const bytes = Object.entries(metadata).map(([name, text]) => [name, Buffer.from(text, 'base64')]);
  return { metadata: Object.fromEntries(bytes), data: Buffer.from(data ?? '', 'base64') };
}

function textOf({ metadata, data }: Payload): PayloadText {
  const texts = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64Of(bytes)]);
  return { metadata: Object.fromEntries(texts), ...(data ? { data: base64Of(data) } : {}) };
}

const base64Of = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** Whether a payload was sealed by a codec. */
function isSealed({ metadata }: Payload): boolean {
  return utf8Of(metadata?.[ENCODING]) === SEALED;
}

function utf8Of(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

// GBK, which Alipay's bills are written in: Node reads it and does not write it, so its table is turned around.
let table: Uint16Array | undefined;

const QUESTION_MARK = 0x3f;

/** A text in GBK; what GBK has not is a question mark. */
export function encodeGbk(text: string): Buffer {
  table ??= codesByCharacter();
  const bytes = Buffer.alloc(text.length * 2);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const pair = code < 0x80 ? code : table[code] || QUESTION_MARK;
    if (pair > 0xff) length = bytes.writeUInt16BE(pair, length);
    else length = bytes.writeUInt8(pair, length);
  }
  return bytes.subarray(0, length);
}

/** The two bytes of each character, 0 where there are none. */
function codesByCharacter(): Uint16Array {
  const decoder = new TextDecoder('gbk');
  const codes = new Uint16Array(0x1_0000);
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (character.length === 1 && character !== '\ufffd')
        codes[character.charCodeAt(0)] = (first << 8) | second;
    }
  }
  return codes;
}

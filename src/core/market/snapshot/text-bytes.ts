import { paddedBytes } from './snapshot-layout.ts';

/** JSON as bytes of ASCII, filled up with spaces: other characters are escaped, so that no decoder is needed. */
export function toTextBytes(value: unknown): Uint8Array {
  const text = JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const bytes = new Uint8Array(paddedBytes(text.length)).fill(32);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

const pieceBytes = 8_192;

/** Throws SyntaxError for what is not JSON. */
export function fromTextBytes(bytes: Uint8Array): unknown {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  return JSON.parse(pieces.join(''));
}

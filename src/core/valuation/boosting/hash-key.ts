/** 32-bit FNV-1a of the text's UTF-16 code units; 0 (reserved for "unknown") only for empty text. */
export function hashText(text: string): number {
  if (text === '') return 0;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash >>>= 0;
  return hash === 0 ? 1 : hash;
}

/** Joins two hashes, order mattering; 0 when either part is unknown. */
export function joinHashes(first: number, second: number): number {
  if (first === 0 || second === 0) return 0;
  return endJoin(beginJoin(first), second);
}

/** The first half of joining, for a first hash (not 0) that many others are joined to. */
export function beginJoin(first: number): number {
  const hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

/** The second half of joining; `second` is not 0. */
export function endJoin(begun: number, second: number): number {
  let hash = Math.imul(begun + second, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return hash === 0 ? 1 : hash;
}

/** A small whole number (−10…10,000) as a non-zero hash. */
export const hashNumber = (value: number): number => (Math.imul(value + 11, 0x9e3779b1) >>> 0) | 1;

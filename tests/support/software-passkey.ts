import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

/** What a dishonest or broken device would do otherwise. */
export interface Quirks {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly counter?: number;
  readonly isPersonChecked?: boolean;
  readonly userHandle?: string;
  readonly type?: string;
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const flags = { isThere: 0x01, isPersonChecked: 0x04, hasKey: 0x40 };

/** An authenticator in software: what the browser and the device would answer, bit for bit, honest unless told otherwise. */
export function createSoftwarePasskey(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  let counter = 0;
  let userHandle = '';

  const clientData = (type: string, options: Options, quirks: Quirks) =>
    Buffer.from(
      JSON.stringify({
        type: quirks.type ?? type,
        challenge: quirks.challenge ?? options.challenge,
        origin: quirks.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const authenticatorData = (rpId: string, extraFlags: number, quirks: Quirks) => {
    const head = Buffer.alloc(37);
    sha256(quirks.rpId ?? rpId).copy(head);
    head[32] = flags.isThere | (quirks.isPersonChecked === false ? 0 : flags.isPersonChecked) | extraFlags;
    counter = quirks.counter ?? counter + 1;
    head.writeUInt32BE(counter, 33);
    return head;
  };
  const credential = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' };

  return {
    register(options: Options, quirks: Quirks = {}) {
      userHandle = options.user?.id ?? '';
      const key = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, new Uint8Array(Buffer.from(jwk.x ?? '', 'base64url'))],
          [-3, new Uint8Array(Buffer.from(jwk.y ?? '', 'base64url'))],
        ]),
      );
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = Buffer.concat([
        authenticatorData(options.rp?.id ?? '', flags.hasKey, quirks),
        Buffer.alloc(16),
        length,
        id,
        key,
      ]);
      const attestationObject = isoCBOR.encode(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', new Uint8Array(authData)],
        ]) as never,
      );
      return {
        ...credential,
        response: {
          clientDataJSON: clientData('webauthn.create', options, quirks).toString('base64url'),
          attestationObject: Buffer.from(attestationObject).toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    signIn(options: Options, quirks: Quirks = {}) {
      const client = clientData('webauthn.get', options, quirks);
      const authData = authenticatorData(options.rpId ?? '', 0, quirks);
      return {
        ...credential,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', Buffer.concat([authData, sha256(client)]), privateKey).toString(
            'base64url',
          ),
          userHandle: quirks.userHandle ?? userHandle,
        },
      };
    },
  };
}

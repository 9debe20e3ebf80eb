import { extractJsonDocument } from '../_kit/extract-json-document.ts';
import type { Source } from '../_kit/source.ts';
import { describeGsaApi } from './describe.ts';
import { pollGsaApi } from './poll.ts';
import { transformGsaApiLot } from './transform.ts';

export const gsaApi: Source = {
  describe: describeGsaApi,
  recognises: ({ text }) => /"saleno"/i.test(text) && /"lotno"/i.test(text),
  extract: (input) => extractJsonDocument(input, ['Results']),
  transform: transformGsaApiLot,
  poll: (client, request) => pollGsaApi(client, request, request.baseUrl),
};

import { expect, test } from 'vitest';
import { toProblem } from './api-problem.ts';

test('keeps the problem document that the server sent', () => {
  const document = {
    type: 'about:blank#invalid_request',
    title: 'Bad request',
    status: 400,
    code: 'invalid_request',
    detail: 'Some fields are not as they should be.',
    correlationId: 'req-1',
    errors: [{ pointer: '/vin', message: 'give either' }],
  };
  expect(toProblem(400, document, null)).toEqual(document);
});

test('an answer that is no problem document still says its status and the id from the header', () => {
  for (const body of [null, 'oops', [], { errors: 'many', title: 7 }, { errors: [null, { pointer: 1 }] }])
    expect(toProblem(502, body, 'req-2')).toEqual({
      type: 'about:blank',
      title: 'The server answered 502',
      status: 502,
      code: 'http_502',
      correlationId: 'req-2',
    });
});

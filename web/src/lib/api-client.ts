import { ApiProblemError, toNetworkProblem, toProblem } from './api-problem.ts';

/** Told to the window when a request finds that nobody is signed in any more. */
export const signedOutEvent = 'dealerscope:signed-out';

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** One JSON request to `/api/v1{path}`. Throws {@link ApiProblemError}, or the AbortError of `signal`. */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      ...(options.signal && { signal: options.signal }),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiProblemError(toNetworkProblem());
  }
  if (response.status === 204) return null as T;
  const body = await readJson(response);
  if (response.status === 401 && toProblem(401, body, null).code === 'not_signed_in')
    window.dispatchEvent(new Event(signedOutEvent));
  if (!response.ok || body === null)
    throw new ApiProblemError(toProblem(response.status, body, response.headers.get('x-correlation-id')));
  return body as T;
}

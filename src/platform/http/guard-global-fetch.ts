import { Agent, type Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { createGuardedConnect } from './guarded-connect.ts';
import type { OutboundAllowance } from './outbound-policy.ts';

/**
 * Puts the same guard under the `fetch` of this process, which no module of ours calls but a library might. Answers what
 * puts the earlier state back.
 */
export function guardGlobalFetch(allow: readonly OutboundAllowance[]): () => Promise<void> {
  const before: Dispatcher = getGlobalDispatcher();
  const guarded = new Agent({ connect: createGuardedConnect({ allow, connectTimeoutMs: 10_000 }) });
  setGlobalDispatcher(guarded);
  return async () => {
    setGlobalDispatcher(before);
    await guarded.destroy();
  };
}

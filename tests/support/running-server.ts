import { owner, signInOwner, startProgram } from './start-program.ts';

/**
 * What the tests of a running program find in the environment: where it is, a key, a session and who owns it. One that
 * runs already is used as it is: `DEALERSCOPE_URL` with `DEALERSCOPE_API_KEY`, an owner's.
 */
export default async function setup() {
  const { env } = process;
  if (env.DEALERSCOPE_URL) {
    if (!env.DEALERSCOPE_API_KEY)
      throw new Error('DEALERSCOPE_URL is set, so DEALERSCOPE_API_KEY must be too: a key of its owner');
    env.DEALERSCOPE_URL = env.DEALERSCOPE_URL.replace(/\/+$/, '');
    return () => undefined;
  }
  const program = await startProgram();
  const { cookie, key } = await signInOwner(program.url);
  env.DEALERSCOPE_URL = program.url;
  env.DEALERSCOPE_API_KEY = key;
  env.DEALERSCOPE_COOKIE = cookie;
  env.DEALERSCOPE_OWNER = JSON.stringify(owner);
  return () => program.stop();
}

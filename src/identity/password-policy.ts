import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { ProblemError } from '../app/problem-error.ts';

export const passwordLimits = { minLength: 10, maxLength: 200 } as const;
/** zxcvbn's scale is 0–4; 3 is "safely unguessable" by its own words: over 10^8 guesses. */
const minScore = 3;

let estimator: ZxcvbnFactory | undefined;
/** Built at first use: its word lists take some tens of milliseconds. */
function getEstimator(): ZxcvbnFactory {
  estimator ??= new ZxcvbnFactory({ dictionary: { ...dictionary }, graphs: adjacencyGraphs });
  return estimator;
}

/** What is wrong with a password, in a sentence; undefined when it may be used. `known`: words an attacker tries first. */
export function findPasswordFault(password: string, known: readonly string[]): string | undefined {
  const { minLength, maxLength } = passwordLimits;
  if ([...password].length < minLength) return `The password needs at least ${minLength} characters.`;
  if (password.length > maxLength) return `The password may have at most ${maxLength} characters.`;
  const words = ['dealerscope', ...known.flatMap((text) => [text, ...text.split(/[@.\s_-]/)])].filter(
    (word) => word.length > 2,
  );
  const { score } = getEstimator().check(password, words);
  if (score >= minScore) return undefined;
  return 'The password is too easy to guess: it is common, or made of names, dates, repeats or runs of keys. Several unrelated words make a good one.';
}

export function assertStrongPassword(
  password: string,
  known: readonly string[],
  pointer = '/password',
): void {
  const fault = findPasswordFault(password, known);
  if (fault) throw new ProblemError(400, 'weak_password', fault, [{ pointer, message: fault }]);
}

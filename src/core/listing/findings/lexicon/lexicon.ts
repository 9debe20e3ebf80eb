import { compileLexicon, type Lexicon } from './compile-lexicon.ts';
import { damageWords } from './damage-words.ts';
import { functionWords } from './function-words.ts';
import { historyWords } from './history-words.ts';
import { machineWords } from './machine-words.ts';
import { scopeWords } from './scope-words.ts';
import { titleWords } from './title-words.ts';

/** Every phrase that a lot is read with. */
export const lexicon: Lexicon = compileLexicon([
  ...functionWords,
  ...titleWords,
  ...historyWords,
  ...damageWords,
  ...machineWords,
  ...scopeWords,
]);

import { expect, it } from 'vitest';
import { findEquipment } from './find-equipment.ts';
import { tokenizeText } from './tokenize-text.ts';

it.each([
  ['Utility body, ladder rack and lift gate.', ['utility body', 'ladder rack', 'lift gate']],
  ['No plow included.', []],
  ['Plow not included.', []],
  ['Lift gate inop, tool box.', ['tool box']],
  ['Backup camera: no. Navigation: yes', ['navigation']],
  ['Light bar has been removed.', []],
  ['Crane is inoperable', []],
  ['Snow plow. Not running.', ['snow plow']],
])('reads the equipment of "%s"', (text, equipment) => {
  expect(findEquipment(tokenizeText(text))).toEqual(equipment);
});

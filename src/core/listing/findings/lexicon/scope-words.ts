import type { Entry } from './mark.ts';

/** Words that turn round, soften or bound what others say. */
export const scopeWords: readonly Entry[] = [
  [
    { kind: 'negation' },
    'no, not, non, without, w/o, never, none, neither, nor, zero, doesnt, dont, didnt, wont, cant, cannot, isnt, arent, wasnt, werent, hasnt, havent, wouldnt, couldnt, free of, no known, not any, absence of, no sign of, no signs of, no evidence of, no visible, no major, unable to, lacks, lack of, no reported, never had|been',
  ],
  [
    { kind: 'hedge' },
    'may, might, could, possible, possibly, potential, potentially, believed, believe, believes, suspect, suspected, probably, perhaps, maybe, could be, cant guarantee, thought to, should be checked for, must check for, check for, include but are not limited to, may have but are not limited to, may include, could have, unsure, not sure, we think, we believe',
  ],
  [
    { kind: 'condition' },
    'if, should the|this|it vehicle|item|unit|truck|not, unless, in case, in the event, whichever',
  ],
  [
    { kind: 'doubt' },
    'unknown if, unknown whether, not guarantee|warrant, no guarantee|guarantees|warranty|representation that|the|it|this|vehicle, cannot guarantee|warrant, cannot verify if|whether, unable to verify if|whether, can not verify if, not sure if, unsure if, not known if|whether, dont know if, do not know if, no idea if, unsure whether',
  ],
  [{ kind: 'circumstance' }, 'while, when, whenever, until, before, after, prior to'],
  [{ kind: 'contrast' }, 'but, however, although, though, yet, except'],
  [
    { kind: 'report' },
    'donor note|notes, note from donor, notes from donor, previous owner said|says|stated|states|reports|reported, prior owner said|stated, transporter stated|said, previous owner claims|claimed',
  ],
  [
    { kind: 'mask' },
    'not limited to, no guarantee|guarantees|guaranty|representation|warranty|warranties, no guarantee assistance, not responsible, not guaranteed, are not guaranteed, no appointment, not allowed, do not bid, not be sold, not only, no reserve, no refund|refunds, no exceptions, no show, no later, no third party, no shipping, no assistance, no help, no information, no further, no longer, no changes, no data, no additional, absence of any indicated, absence of any, does not mean, do not mean, without warranty, without any warranty, without an appointment, not available for inspection, no mechanics, not diagnose, no mechanical history, cannot guarantee, no maintenance records, not professionally, no doubt, not bad, not include, not have any history|information, no other, has not been, have not been, not been used, not immediately detectable, no major damage and, no emissions report, non payment|paying|refundable|smoker, not limited, month of may, in may, by may, may 1|2|3|4|5',
  ],
];

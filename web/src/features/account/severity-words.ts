export const severityWords = { info: 'For information', warning: 'Warning', critical: 'Critical' } as const;

export const severityOptions = [
  ['', 'Everything'],
  ['warning', 'Warnings and critical'],
  ['critical', 'Critical only'],
] as const;

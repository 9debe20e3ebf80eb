import { useState } from 'react';

/** What stands after the # of a link in a mail: it never reaches a server by itself. */
export const useLinkToken = (): string => useState(() => window.location.hash.slice(1))[0];

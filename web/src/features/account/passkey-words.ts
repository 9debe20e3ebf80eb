/** Browsers say little of why a passkey was not used, on purpose; this says what to do. */
export function explainPasskeyError(error: Error | null): Error | null {
  if (error === null) return null;
  if (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return new Error('No passkey was used: it was cancelled, or this device has none for DealerScope.');
  if (error.name === 'InvalidStateError') return new Error('This device holds a passkey of yours already.');
  if (error.name === 'SecurityError')
    return new Error('Passkeys need https, or the name localhost in the address.');
  return error;
}

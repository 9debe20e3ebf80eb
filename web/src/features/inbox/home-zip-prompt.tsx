import { MapPin, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { Button } from '../../ui/button.tsx';
import { useSaveProfile } from '../../ui/profile/use-save-profile.ts';

const storageKey = 'dealerscope.home-zip-prompt';

function wasDismissed(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'dismissed';
  } catch {
    return false;
  }
}

/** One line that asks for the home ZIP while there is none, for until then every max bid leaves transport out. */
export function HomeZipPrompt({ saved }: { readonly saved: BuyerProfileInput }) {
  const [isDismissed, setIsDismissed] = useState(wasDismissed);
  const [zip, setZip] = useState('');
  const [isHalf, setIsHalf] = useState(false);
  const save = useSaveProfile(saved);
  if (isDismissed || saved.homeZip !== null) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsHalf(zip.length !== 5);
    if (zip.length === 5) save.mutate({ homeZip: zip });
  };
  const dismiss = () => {
    setIsDismissed(true);
    try {
      localStorage.setItem(storageKey, 'dismissed');
    } catch {
      // without storage it stays away until the page is closed
    }
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label="Home ZIP"
      className="card flex flex-wrap items-center gap-x-2 gap-y-1.5 py-1.5 pr-1.5 pl-3"
    >
      <MapPin size={16} aria-hidden className="shrink-0 text-accent" />
      <label htmlFor="first-home-zip" className="min-w-0 flex-1 basis-40">
        Set your home ZIP so that transport counts
      </label>
      <span className="flex items-center gap-1.5">
        <input
          id="first-home-zip"
          inputMode="numeric"
          autoComplete="postal-code"
          maxLength={5}
          placeholder="ZIP"
          value={zip}
          aria-invalid={isHalf}
          aria-describedby={isHalf ? 'first-home-zip-note' : undefined}
          onChange={(event) => {
            setZip(event.target.value.replaceAll(/\D/g, '').slice(0, 5));
            setIsHalf(false);
          }}
          className="control figures h-8! w-20!"
        />
        <Button type="submit" look="primary" className="h-8!" disabled={save.isPending}>
          Set
        </Button>
        <button
          type="button"
          onClick={dismiss}
          aria-label="Not now"
          className="grid size-8 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink"
        >
          <X size={16} aria-hidden />
        </button>
      </span>
      {isHalf && (
        <p id="first-home-zip-note" role="alert" className="basis-full text-xs text-stop">
          A ZIP code has five digits
        </p>
      )}
    </form>
  );
}

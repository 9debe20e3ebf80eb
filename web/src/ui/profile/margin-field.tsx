import { Slider } from 'radix-ui';
import { useEffect, useId, useState } from 'react';
import { formatDollars } from '../../lib/format-money.ts';

interface Props {
  readonly targetMarginCents: number;
  readonly hint?: string;
  readonly onChange: (targetMarginCents: number) => void;
}

const sliderMaxDollars = 5_000;
const sliderStepDollars = 50;
/** The most that the API takes. */
const maxDollars = 100_000;

/** Target margin in dollars: a slider for trying out, a box for the exact figure or one beyond the slider's end. */
export function MarginField({ targetMarginCents, hint, onChange }: Props) {
  const id = useId();
  const dollars = Math.round(targetMarginCents / 100);
  const [draft, setDraft] = useState(String(dollars));
  useEffect(() => setDraft(String(dollars)), [dollars]);
  return (
    <div>
      <div className="flex items-center justify-between gap-2">
        <label htmlFor={id} className="text-xs font-medium text-muted">
          Target margin, $
        </label>
        <input
          id={id}
          inputMode="numeric"
          aria-describedby={hint && `${id}-hint`}
          value={draft}
          onChange={(event) => {
            const digits = event.target.value.replaceAll(/\D/g, '').slice(0, 6);
            setDraft(digits);
            if (digits !== '' && Number(digits) <= maxDollars) onChange(Number(digits) * 100);
          }}
          onBlur={() => setDraft(String(dollars))}
          className="control figures w-24! text-right"
        />
      </div>
      <Slider.Root
        min={0}
        max={sliderMaxDollars}
        step={sliderStepDollars}
        value={[Math.min(dollars, sliderMaxDollars)]}
        onValueChange={([value]) => value !== undefined && onChange(value * 100)}
        className="relative mt-1 flex h-8 w-full touch-none items-center select-none"
      >
        <Slider.Track className="relative h-1.5 grow rounded-full bg-raised">
          <Slider.Range className="absolute h-full rounded-full bg-accent" />
        </Slider.Track>
        <Slider.Thumb
          aria-label="Target margin"
          aria-valuetext={formatDollars(targetMarginCents)}
          className="block size-5 rounded-full border-2 border-accent bg-surface"
        />
      </Slider.Root>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

import { useState } from 'react';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { Button } from '../../ui/button.tsx';
import { earlierOf, withChanges, withoutSaved } from '../../ui/profile/profile-changes.ts';
import { describeChanges } from '../../ui/profile/profile-words.ts';
import { useSaveProfile } from '../../ui/profile/use-save-profile.ts';
import { SectionCard } from '../../ui/section-card.tsx';
import { FigureField } from './figure-field.tsx';
import type { Figure } from './figure-text.ts';

const groups: readonly { readonly group: Figure['group']; readonly title: string; readonly says: string }[] =
  [
    { group: 'selling', title: 'Holding and selling', says: 'From paying for the car to being paid for it.' },
    { group: 'title', title: 'Tax and title', says: 'What papers cost you.' },
    {
      group: 'whole',
      title: 'One figure for all',
      says: 'In place of our whole estimate, the same for every car.',
    },
    {
      group: 'discounts',
      title: 'Deductions',
      says: 'Taken off where “How you buy” says to deduct for such a car.',
    },
    {
      group: 'recon',
      title: 'Reconditioning',
      says: 'By age, miles and grade. All assumed until you say otherwise.',
    },
    {
      group: 'defects',
      title: 'Defects',
      says: 'Added for what the lot’s own words name. All assumed: your shop knows better.',
    },
    { group: 'transport', title: 'Transport', says: 'Open carrier, marginal by mile; ships; flying out.' },
    { group: 'size', title: 'Room on the trailer', says: 'A larger vehicle pays for the room it takes.' },
  ];

const ownOf = (profile: BuyerProfileInput, figure: Figure): number | null => {
  const held = figure.in === 'profile' ? profile : profile.costFigures;
  const value = (held as Record<string, unknown> | undefined)?.[figure.key];
  return typeof value === 'number' ? value : null;
};

interface Props {
  readonly saved: BuyerProfileInput;
  readonly figures: readonly Figure[];
}

/** Every assumed figure beside the dealership's own. Nothing changes until it is saved. */
export function CostsForm({ saved, figures }: Props) {
  const [edited, setEdited] = useState<BuyerProfileInput>({});
  const changes = withoutSaved(edited, saved);
  const shown = withChanges(saved, changes);
  const isChanged = Object.keys(changes).length > 0;
  const save = useSaveProfile(saved);
  const change = (figure: Figure, own: number | null) =>
    setEdited((held) =>
      figure.in === 'profile'
        ? { ...held, [figure.key]: own }
        : { ...held, costFigures: { ...held.costFigures, [figure.key]: own } },
    );
  return (
    <form
      aria-label="Your costs"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) save.mutate(changes, { onSuccess: () => setEdited({}) });
      }}
      className="flex flex-col gap-4"
    >
      <div className="gap-4 md:columns-2">
        {groups.map(({ group, title, says }) => (
          <div key={group} className="mb-4 break-inside-avoid">
            <SectionCard title={title}>
              <p className="mb-2 text-muted">{says}</p>
              {figures
                .filter((figure) => figure.group === group)
                .map((figure) => (
                  <FigureField
                    key={figure.key}
                    figure={figure}
                    own={ownOf(shown, figure)}
                    onChange={(own) => change(figure, own)}
                  />
                ))}
            </SectionCard>
          </div>
        ))}
      </div>
      <div
        className={`card flex flex-wrap items-center gap-3 px-4 py-3 ${isChanged ? 'sticky bottom-3 z-10 shadow-lg' : ''}`}
      >
        <p aria-live="polite" className="min-w-0 flex-1 basis-60 text-muted">
          {isChanged
            ? `${describeChanges(earlierOf(changes, saved), changes).join('; ')}.`
            : 'These are your saved figures.'}
        </p>
        <Button disabled={!isChanged} onClick={() => setEdited({})}>
          Discard
        </Button>
        <Button type="submit" look="primary" disabled={!isChanged || save.isPending}>
          {save.isPending ? 'Saving…' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { earlierOf } from '../../ui/profile/profile-changes.ts';
import { describeChanges } from '../../ui/profile/profile-words.ts';
import { SaveBar } from '../../ui/profile/save-bar.tsx';
import { useProfileEdits } from '../../ui/profile/use-profile-edits.ts';
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
  const { setEdited, changes, isChanged, shown, isSaving, discard, submit } = useProfileEdits(saved);
  const change = (figure: Figure, own: number | null) =>
    setEdited((held) =>
      figure.in === 'profile'
        ? { ...held, [figure.key]: own }
        : { ...held, costFigures: { ...held.costFigures, [figure.key]: own } },
    );
  return (
    <form aria-label="Your costs" onSubmit={submit} className="flex flex-col gap-4">
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
      <SaveBar
        changes={isChanged ? describeChanges(earlierOf(changes, saved), changes).join('; ') : undefined}
        calm="These are your saved figures."
        isSaving={isSaving}
        onDiscard={discard}
      />
    </form>
  );
}

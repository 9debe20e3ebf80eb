import { useState } from 'react';
import { type FindingView, findingWords } from '../../lib/finding-words.ts';
import { bySeverity, SeverityBadge } from '../badges.tsx';
import { Button } from '../button.tsx';
import { HighlightedText, HighlightLegend } from './highlighted-text.tsx';

interface Props {
  readonly description: string | null;
  readonly findings: readonly FindingView[];
}

/** Characters beyond which the rest is folded away. */
const longText = 1_600;

/** The description with its findings marked; those read from the title or a field of the source stand above it. */
export function DescriptionFindings({ description, findings }: Props) {
  const [isWhole, setIsWhole] = useState(false);
  const elsewhere = bySeverity(findings.filter((finding) => finding.in !== 'description'));
  const inText = findings.filter((finding) => finding.in === 'description');
  const isLong = description !== null && description.length > longText;
  return (
    <div className="flex flex-col gap-3">
      {elsewhere.length > 0 && (
        <ul className="flex flex-col gap-1">
          {elsewhere.map((finding) => (
            <li
              key={`${finding.code} ${finding.in} ${finding.start}`}
              className="flex flex-wrap items-baseline gap-2"
            >
              <SeverityBadge severity={finding.severity} label={findingWords(finding)} />
              <span className="text-muted">
                from the {finding.in === 'title' ? 'title' : 'source’s own field'}: “{finding.text}”
              </span>
            </li>
          ))}
        </ul>
      )}
      {inText.length > 0 && <HighlightLegend />}
      {description === null || description.trim() === '' ? (
        <p className="text-muted">The source gives no description.</p>
      ) : isLong ? (
        <div>
          <div className={isWhole ? '' : 'max-h-72 overflow-hidden mask-b-from-80%'}>
            <HighlightedText text={description} findings={inText} />
          </div>
          <Button
            look="quiet"
            aria-expanded={isWhole}
            onClick={() => setIsWhole(!isWhole)}
            className="mt-1 -ml-3"
          >
            {isWhole ? 'Show less' : 'Show all of it'}
          </Button>
        </div>
      ) : (
        <HighlightedText text={description} findings={inText} />
      )}
    </div>
  );
}

import { type FindingView, findingWords, severityWords } from '../../lib/finding-words.ts';
import { toTextSegments } from '../../lib/text-segments.ts';
import { bySeverity } from '../badges.tsx';

const markLooks = {
  stop: 'bg-stop-soft text-ink underline decoration-stop decoration-2 underline-offset-2',
  warn: 'bg-warn-soft text-ink underline decoration-warn decoration-dashed decoration-2 underline-offset-2',
  info: 'bg-info-soft text-ink underline decoration-muted decoration-dotted underline-offset-2',
} as const;
const labelLooks = { stop: 'text-stop', warn: 'text-warn', info: 'text-muted' } as const;

/** `Rust` marked in the text needs no label that says `Rust` again. */
const saysItself = (finding: FindingView): boolean =>
  finding.text.trim().toLowerCase() === findingWords(finding).toLowerCase();

interface Props {
  readonly text: string;
  /** Only those whose `start` and `end` count in this text. */
  readonly findings: readonly FindingView[];
}

/** The seller's words with what was read out of them marked: by colour, by kind of underline and by a word. */
export function HighlightedText({ text, findings }: Props) {
  return (
    <p className="max-w-prose leading-6 break-words whitespace-pre-wrap">
      {toTextSegments(text, findings).map((segment) => {
        const [worst] = bySeverity(segment.findings);
        if (!worst) return segment.text;
        return (
          <mark key={segment.start} className={`rounded-sm px-0.5 ${markLooks[worst.severity]}`}>
            {segment.text}
            {segment.ending
              .filter((finding) => !saysItself(finding))
              .map((finding) => (
                <span
                  key={finding.code}
                  className={`ml-1 inline-block rounded px-1 text-[0.6875rem] leading-4 font-semibold no-underline ${labelLooks[finding.severity]}`}
                >
                  {findingWords(finding)}
                </span>
              ))}
          </mark>
        );
      })}
    </p>
  );
}

export function HighlightLegend() {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {(['stop', 'warn', 'info'] as const).map((severity) => (
        <span key={severity}>
          <span aria-hidden className={`mr-1 rounded-sm px-1 ${markLooks[severity]}`}>
            abc
          </span>
          {severityWords[severity]}
        </span>
      ))}
    </p>
  );
}

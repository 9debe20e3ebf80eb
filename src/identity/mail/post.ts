import type { Transaction } from 'kysely';
import { ProblemError } from '../../app/problem-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Sealer } from '../../platform/seal.ts';
import { enqueueMail } from '../../store/mails.writer.ts';
import type { DB } from '../../store/schema.gen.ts';
import type { Origin } from '../caller.ts';
import { makeId } from '../secrets.ts';
import type { MailContent, NoticeKind } from './mail-content.ts';

export const mailPurpose = 'mail';

/** Asks for mail inside the transaction that the mail tells of; a job sends it. */
export interface Post {
  /** False: nothing is ever sent, and nobody may be told that something was. */
  readonly isOn: boolean;
  /** Whether mail to this address is sent: mail is on, and there is a mailbox behind it. */
  reaches(to: string): boolean;
  /** Throws where mail is off: for what makes no sense without it. */
  assertOn(): void;
  /** `to` as stored. Answers the mail's id; undefined, and does nothing, where mail is off. */
  ask(scoped: Transaction<DB>, to: string, content: MailContent): Promise<string | undefined>;
  /** Tells a person what was done to their account. */
  notify(
    scoped: Transaction<DB>,
    to: string,
    kind: NoticeKind,
    origin: Pick<Origin, 'ipAddress' | 'userAgent'> | undefined,
    detail?: string,
  ): Promise<void>;
}

/** The first start's owner has no mailbox. */
const hasMailbox = (email: string) => !email.endsWith('.internal');

export function createPost({
  isOn,
  sealer,
  clock,
}: {
  readonly isOn: boolean;
  readonly sealer: Sealer;
  readonly clock: Clock;
}): Post {
  const reaches = (to: string) => isOn && hasMailbox(to);
  const ask: Post['ask'] = async (scoped, to, content) => {
    if (!reaches(to)) return undefined;
    const id = makeId('mail');
    const sealed = sealer.seal(mailPurpose, JSON.stringify(content));
    await enqueueMail(scoped, { id, template: content.template, toEmail: to, sealed }, clock.now());
    return id;
  };
  return {
    isOn,
    ask,
    reaches,
    assertOn() {
      if (!isOn)
        throw new ProblemError(
          409,
          'mail_off',
          'This DealerScope sends no mail. Ask whoever runs it for help.',
        );
    },
    notify: async (scoped, to, kind, origin, detail) =>
      void (await ask(scoped, to, {
        template: 'notice',
        kind,
        at: clock.now(),
        ipAddress: origin?.ipAddress ?? null,
        userAgent: origin?.userAgent ?? '',
        ...(detail !== undefined && { detail }),
      })),
  };
}

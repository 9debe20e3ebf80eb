import type { OrgId } from '../../core/kernel/ids.ts';
import { findAccountByEmail } from '../../store/accounts.reader.ts';
import { type AuthScoped, setTenant } from '../../store/auth-connection.ts';
import { noteInvitationMail } from '../../store/invitations.writer.ts';
import { type MailOutcome, markMailDone } from '../../store/mails.writer.ts';
import { toMaskedEmail, toShownEmail } from '../email.ts';
import { recordIn, recordInAuth, type SecurityDeps } from '../security/record-event.ts';

export interface MailEnd {
  readonly outcome: MailOutcome;
  /** Why it did not arrive, in words, for whoever asked for it. */
  readonly reason?: string;
}

/**
 * Ends a mail: what it said is thrown away, its invitation shows what became of it, and where it did not arrive, the
 * dealership of the invitation, or each one of the person written to, has an event. Of an address that is nobody's, which
 * anybody may have typed, the program's own log tells.
 */
export async function endMail(
  scoped: AuthScoped,
  { id, template, to_email }: { readonly id: string; readonly template: string; readonly to_email: string },
  end: MailEnd,
  deps: Pick<SecurityDeps, 'clock' | 'counts'>,
): Promise<MailEnd> {
  const { outcome, reason } = end;
  await markMailDone(scoped, id, outcome, deps.clock.now());
  const invitation = await noteInvitationMail(scoped, id, {
    mail_outcome: outcome === 'sent' || outcome === 'refused' ? outcome : 'given_up',
    mail_reason: reason ?? null,
  });
  if (reason === undefined) return end;
  const event = {
    kind: 'mail.undeliverable',
    detail: { mail: id, template, outcome, reason },
  } as const;
  if (invitation) {
    await setTenant(scoped, invitation.org_id as OrgId);
    const detail = { ...event.detail, invitation: invitation.id };
    // masked, as in the log: whoever was invited is no person of ours who could be forgotten later
    const label = toMaskedEmail(to_email);
    await recordIn(scoped, invitation.org_id as OrgId, { ...event, label, detail }, null, deps);
  } else if (outcome !== 'too_many') {
    const account = await findAccountByEmail(scoped, to_email);
    if (account)
      await recordInAuth(scoped, { ...event, userId: account.id, label: toShownEmail(to_email) }, null, deps);
  }
  return end;
}

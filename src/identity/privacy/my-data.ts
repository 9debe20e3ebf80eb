import { notFound, ProblemError } from '../../app/problem-error.ts';
import { consentTextVersion } from '../../contracts/privacy.ts';
import { appendAuditEvent } from '../../store/audit.writer.ts';
import { setTenant } from '../../store/auth-connection.ts';
import type { Database } from '../../store/connection.ts';
import { gatherPersonalData, personalTables } from '../../store/personal-data.ts';
import {
  findDataExports,
  findDeletion,
  findExportBody,
  findExportPerson,
  findLatestConsent,
} from '../../store/privacy.reader.ts';
import { completeDataExport, insertConsent, requestDataExport } from '../../store/privacy.writer.ts';
import type { AccountDeps } from '../account.ts';
import { type Caller, type Origin, toActor } from '../caller.ts';
import { toShownEmail } from '../email.ts';
import { runAuth } from '../run-auth.ts';
import { makeId } from '../secrets.ts';

export interface PrivacyDeps extends AccountDeps {
  readonly db: Database;
}

const exportDays = 7;
const mostWaiting = 3;

export async function readPrivacy(caller: Caller, { store }: PrivacyDeps) {
  return runAuth(store, async (scoped) => {
    const deletion = await findDeletion(scoped, caller.userId);
    const consent = await findLatestConsent(scoped, caller.userId, 'analytics');
    const exports = await findDataExports(scoped, caller.userId);
    return {
      deletionDueAt: deletion?.deletion_due_at ?? null,
      consent: {
        // a yes to another wording is none
        analytics: consent?.given === true && consent.text_version === consentTextVersion,
        textVersion: consent?.text_version ?? null,
        at: consent?.at ?? null,
        currentTextVersion: consentTextVersion,
      },
      exports: exports.map((row) => ({
        id: row.id,
        requestedAt: row.requested_at,
        readyAt: row.ready_at,
        expiresAt: row.expires_at,
      })),
    };
  });
}

/** Kept as a new line, never in place of the old: what was agreed to when can be shown. */
export async function changeConsent(
  caller: Caller,
  { analytics, textVersion }: { readonly analytics: boolean; readonly textVersion: string },
  origin: Origin,
  { store, clock }: PrivacyDeps,
): Promise<void> {
  if (textVersion !== consentTextVersion)
    throw new ProblemError(409, 'other_wording', 'The wording has changed; read it anew.');
  await runAuth(store, async (scoped) => {
    const before = await findLatestConsent(scoped, caller.userId, 'analytics');
    await insertConsent(scoped, {
      id: makeId('consent'),
      user_id: caller.userId,
      purpose: 'analytics',
      given: analytics,
      text_version: textVersion,
      at: clock.now(),
      ip_address: origin.ipAddress,
    });
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'consent.changed',
      target: caller.userId,
      before: { analytics: before?.given ?? false },
      after: { analytics, textVersion },
    });
  });
}

/** A job gathers it; the link works for seven days, for this person alone. */
export async function requestExport(caller: Caller, origin: Origin, { store, clock }: PrivacyDeps) {
  return runAuth(store, async (scoped) => {
    const waiting = (await findDataExports(scoped, caller.userId)).filter((row) => row.ready_at === null);
    if (waiting.length >= mostWaiting)
      throw new ProblemError(409, 'export_waiting', 'Your data is being gathered already.');
    const id = makeId('dataExport');
    await requestDataExport(scoped, { id, user_id: caller.userId, requested_at: clock.now() });
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), { action: 'data_export.requested', target: id });
    return { id };
  });
}

export async function readExport(caller: Caller, id: string, origin: Origin, { store, clock }: PrivacyDeps) {
  return runAuth(store, async (scoped) => {
    const found = await findExportBody(scoped, caller.userId, id, clock.now());
    if (!found?.body) throw notFound('export');
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), { action: 'data_export.downloaded', target: id });
    return { body: found.body, requestedAt: found.requested_at };
  });
}

/** The job. A retry after it was done changes nothing. */
export async function gatherExport(
  id: string,
  { db, clock }: Pick<PrivacyDeps, 'db' | 'clock'>,
): Promise<void> {
  const person = await findExportPerson(db, id);
  if (!person || person.ready_at !== null) return;
  const shownEmail = toShownEmail(person.email);
  const tables = await gatherPersonalData(db, { id: person.id, storedEmail: person.email, shownEmail });
  const now = clock.now();
  const body = {
    about: shownEmail,
    madeAt: now,
    whatBecomesOfIt: Object.fromEntries(personalTables.map(({ table, onErase }) => [table, onErase])),
    tables,
  };
  await completeDataExport(db, id, {
    body: Buffer.from(`${JSON.stringify(body, null, 2)}\n`),
    readyAt: now,
    expiresAt: new Date(Date.parse(now) + exportDays * 86_400_000).toISOString(),
  });
}

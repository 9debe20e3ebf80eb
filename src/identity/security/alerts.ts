import { createHmac } from 'node:crypto';
import { notFound, ProblemError } from '../../app/problem-error.ts';
import type { AlertChannelRequest } from '../../contracts/security.ts';
import type { OrgId } from '../../core/kernel/ids.ts';
import { HttpProblemError, RetryLater } from '../../platform/http/http-problem.ts';
import { type OutboundClient, parseOutboundUrl } from '../../platform/http/outbound-client.ts';
import type { OutboundAllowance } from '../../platform/http/outbound-policy.ts';
import type { Sealer, Secrets } from '../../platform/seal.ts';
import { type DeliveryRow, findAlertChannels, findDelivery } from '../../store/alerts.reader.ts';
import { deleteAlertChannel, insertAlertChannel, noteDelivery } from '../../store/alerts.writer.ts';
import { appendAuditEvent } from '../../store/audit.writer.ts';
import { type Database, readTenant, withTenant } from '../../store/connection.ts';
import { type Caller, type Origin, toActor } from '../caller.ts';
import { parseEmail, toMaskedEmail, toShownEmail } from '../email.ts';
import { makeId } from '../secrets.ts';
import { isSecurityEventKind, type Severity, securityEventKinds } from './event-kinds.ts';
import { recordFor, type SecurityDeps } from './record-event.ts';
import { deriveWebhookSecret, makeWebhookSecret, webhookPurpose } from './webhook-secret.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface AlertDeps extends SecurityDeps {
  readonly db: Database;
  readonly outbound: Pick<OutboundClient, 'request'>;
  readonly outboundAllow: readonly OutboundAllowance[];
  /** Undefined where the installation cannot send mail. */
  readonly sendMail: ((mail: Mail) => Promise<void>) | undefined;
  readonly sealer: Sealer;
  readonly secrets: Secrets;
}

const mostChannels = 20;
/** As in the trigger that enqueues. */
const mostAttempts = 8;

/** What is written down of where alerts go: an address of the web may carry a key in its path. */
const toLoggedTarget = (kind: string, target: string) =>
  kind === 'mail' ? toMaskedEmail(target) : new URL(target).origin;

export async function listAlertChannels(caller: Caller, { db, sendMail }: AlertDeps) {
  const rows = await readTenant(db, caller.orgId, findAlertChannels);
  return {
    channels: rows.map((row) => ({
      id: row.id,
      kind: row.kind as 'webhook' | 'mail',
      target: row.kind === 'mail' ? toShownEmail(row.target) : row.target,
      minSeverity: row.min_severity as Severity,
      createdAt: row.created_at,
      lastState: row.state as 'waiting' | 'sent' | 'failed' | null,
      lastError: row.last_error,
      lastAt: row.told_at,
    })),
    mayMail: sendMail !== undefined,
  };
}

function toTarget({ kind, target }: AlertChannelRequest, { outboundAllow, sendMail }: AlertDeps): string {
  if (kind === 'mail') {
    if (!sendMail)
      throw new ProblemError(
        409,
        'mail_not_set_up',
        'This installation cannot send mail yet; use a webhook.',
      );
    return parseEmail(target);
  }
  try {
    return parseOutboundUrl(target, outboundAllow).href;
  } catch (error) {
    if (!(error instanceof HttpProblemError)) throw error;
    throw new ProblemError(400, 'invalid_request', `This address cannot be told: ${error.message}.`, [
      { pointer: '/target', message: error.message },
    ]);
  }
}

export async function addAlertChannel(
  caller: Caller,
  request: AlertChannelRequest,
  origin: Origin,
  deps: AlertDeps,
) {
  const { db, clock, sealer } = deps;
  const secret = request.kind === 'webhook' ? makeWebhookSecret() : null;
  const channel = {
    id: makeId('alertChannel'),
    kind: request.kind,
    target: toTarget(request, deps),
    min_severity: request.minSeverity,
    created_by: caller.userId,
    created_at: clock.now(),
    sealed_secret: secret === null ? null : sealer.seal(webhookPurpose, secret),
  };
  await withTenant(db, caller.orgId, async (scoped) => {
    if ((await findAlertChannels(scoped)).length >= mostChannels)
      throw new ProblemError(409, 'too_many_channels', `There are ${mostChannels} alert channels already.`);
    await insertAlertChannel(scoped, channel);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'alert_channel.added',
      target: channel.id,
      after: {
        kind: channel.kind,
        target: toLoggedTarget(channel.kind, channel.target),
        minSeverity: request.minSeverity,
      },
    });
  });
  return { id: channel.id, secret };
}

export async function removeAlertChannel(caller: Caller, id: string, origin: Origin, { db }: AlertDeps) {
  await withTenant(db, caller.orgId, async (scoped) => {
    const removed = await deleteAlertChannel(scoped, id);
    if (!removed) throw notFound('alert channel');
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'alert_channel.removed',
      target: id,
      before: {
        kind: removed.kind,
        target: toLoggedTarget(removed.kind, removed.target),
        minSeverity: removed.min_severity,
      },
    });
  });
}

const saysOf = (kind: string) => (isSecurityEventKind(kind) ? securityEventKinds[kind].says : kind);

function getWebhookSecret(
  { channel_id, sealed_secret }: DeliveryRow,
  { sealer, secrets }: AlertDeps,
): string {
  if (sealed_secret === null) return deriveWebhookSecret(secrets.current, channel_id);
  const opened = sealer.open(webhookPurpose, sealed_secret);
  if (opened === undefined)
    throw new RetryLater(
      'unreadable_secret',
      'the secret of this webhook cannot be read: add it anew',
      60_000,
    );
  return opened;
}

async function tellWebhook(row: DeliveryRow, deps: AlertDeps): Promise<void> {
  const { outbound, clock } = deps;
  const body = JSON.stringify({
    id: row.event_id,
    kind: row.kind,
    says: saysOf(row.kind),
    severity: row.severity,
    at: row.at,
    organisation: row.org_name,
    who: row.label,
    ipAddress: row.ip_address,
    correlationId: row.correlation_id,
    detail: row.detail,
  });
  const seconds = Math.floor(Date.parse(clock.now()) / 1000);
  const signature = createHmac('sha256', getWebhookSecret(row, deps))
    .update(`${seconds}.${body}`)
    .digest('hex');
  const { status } = await outbound.request({
    url: row.target,
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'dealerscope-event': row.event_id,
      'dealerscope-signature': `t=${seconds},v1=${signature}`,
    },
    maxBytes: 64 * 1024,
    timeoutMs: 10_000,
  });
  if (status < 200 || status > 299)
    throw new RetryLater('bad_status', `the server answered ${status}`, 60_000, status);
}

async function tellMail(row: DeliveryRow, { sendMail }: AlertDeps): Promise<void> {
  if (!sendMail) throw new RetryLater('mail_not_set_up', 'this installation cannot send mail', 60_000);
  const lines = [
    `${saysOf(row.kind)}.`,
    '',
    `Dealership: ${row.org_name}`,
    `When: ${row.at}`,
    ...(row.label ? [`Account: ${row.label}`] : []),
    ...(row.ip_address ? [`From: ${row.ip_address}`] : []),
    `Event: ${row.event_id}`,
  ];
  // a line break in a name must not become a header
  const subject = `DealerScope ${row.severity}: ${saysOf(row.kind)}`.replace(/[\r\n]+/g, ' ');
  await sendMail({ to: row.target, subject, text: `${lines.join('\n')}\n` });
}

/**
 * The job: tells once, notes how it went, and throws where a later try may work. What is asked of others happens
 * outside any transaction.
 */
export async function deliverAlert(
  { orgId, deliveryId }: { readonly orgId: string; readonly deliveryId: string },
  deps: AlertDeps,
): Promise<void> {
  const { db, clock } = deps;
  const org = orgId as OrgId;
  const row = await readTenant(db, org, (readable) => findDelivery(readable, deliveryId));
  // the channel was removed meanwhile, or a retry comes after all was well
  if (row?.state !== 'waiting') return;
  const note = (state: 'sent' | 'waiting' | 'failed', error: string | null) =>
    withTenant(db, org, async (scoped) => {
      await noteDelivery(scoped, deliveryId, { state, error, now: clock.now() });
    });
  try {
    await (row.channel_kind === 'mail' ? tellMail(row, deps) : tellWebhook(row, deps));
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    const isOver =
      row.attempts + 1 >= mostAttempts ||
      (error instanceof HttpProblemError && !(error instanceof RetryLater));
    await note(isOver ? 'failed' : 'waiting', reason);
    if (!isOver) throw error;
    const detail = { channelId: row.channel_id, eventId: row.event_id, reason };
    await recordFor(org, { kind: 'alert.undeliverable', detail }, null, deps);
    return;
  }
  await note('sent', null);
}

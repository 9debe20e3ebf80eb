import { createHmac } from 'node:crypto';
import { makeToken } from '../secrets.ts';

export const webhookPurpose = 'webhook';

export const makeWebhookSecret = (): string => `whs_${makeToken()}`;

/** Of webhooks that were added before their secrets were kept. */
export const deriveWebhookSecret = (secret: string, channelId: string): string =>
  `whs_${createHmac('sha256', secret).update(`webhook ${channelId}`).digest('base64url')}`;

import type { Letter } from '../../providers/mail/mailer.ts';
import { makeId } from '../secrets.ts';
import type { Mail } from '../security/alerts.ts';
import type { FinishedMail, NoticeKind } from './mail-content.ts';

export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Draft {
  readonly subject: string;
  readonly before: readonly string[];
  readonly button?: { readonly label: string; readonly url: string };
  readonly after: readonly string[];
}

const notYou = 'If that was not you, do nothing: without the link nothing happens.';

const notices: Readonly<Record<NoticeKind, { readonly subject: string; readonly what: string }>> = {
  new_device: {
    subject: 'Signed in on a new device',
    what: 'Your account was signed in to from a device that we had not seen before.',
  },
  password_changed: {
    subject: 'Your password was changed',
    what: 'Your password was changed. All other sessions were ended.',
  },
  password_reset: {
    subject: 'Your password was reset',
    what: 'Your password was reset with a link that was sent to this address. All sessions were ended.',
  },
  password_reset_by_operator: {
    subject: 'Your password was reset',
    what: 'Whoever runs this DealerScope reset your password and ended all your sessions. Ask them for the one-time password.',
  },
  second_factor_on: {
    subject: 'The second factor is on',
    what: 'Signing in to your account now asks for a code besides the password.',
  },
  second_factor_off: {
    subject: 'The second factor is off',
    what: 'Signing in to your account no longer asks for a code: the password is enough.',
  },
  recovery_codes_renewed: {
    subject: 'New recovery codes were made',
    what: 'Ten new recovery codes were made for your account. The old ones are worth nothing any more.',
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    what: 'Somebody signed in to your account with one of its recovery codes. It cannot be used again.',
  },
  passkey_added: { subject: 'A passkey was added', what: 'A passkey can now sign in to your account.' },
  passkey_removed: {
    subject: 'A passkey was removed',
    what: 'A passkey can no longer sign in to your account.',
  },
  email_change_asked: {
    subject: 'A new e-mail address was asked for',
    what: 'A change of the e-mail address of your account was asked for. It counts once the new address has confirmed it.',
  },
  email_changed: {
    subject: 'Your e-mail address was changed',
    what: 'The e-mail address of your account was changed. From now on you sign in with the new one.',
  },
  token_replayed: {
    subject: 'A copied access token was refused',
    what: 'A refresh token of your account was used a second time, so somebody may have copied it. Everything made from it was ended; the program that used it has to be given a new one.',
  },
};

/** One line of printable text: what a browser says of itself goes into a letter. */
const toLine = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
    .trim()
    .slice(0, 200);

function draft(mail: FinishedMail): Draft {
  switch (mail.template) {
    case 'reset':
      return {
        subject: 'Reset your password',
        before: ['Somebody asked to reset the password of your account.'],
        button: { label: 'Choose a new password', url: mail.url },
        after: ['The link works once, for 30 minutes. All sessions end with it.', notYou],
      };
    case 'verify':
      return {
        subject: 'Confirm your e-mail address',
        before: ['Confirm that this address is yours.'],
        button: { label: 'Confirm', url: mail.url },
        after: ['The link works once, for 24 hours.', notYou],
      };
    case 'change':
      return {
        subject: 'Confirm your new e-mail address',
        before: ['A DealerScope account is to use this address from now on.'],
        button: { label: 'Confirm the new address', url: mail.url },
        after: ['The link works once, for one hour.', notYou],
      };
    case 'change_taken':
      return {
        subject: 'This address has an account already',
        before: [
          'Somebody asked to use this address for their DealerScope account. It has an account of its own, so nothing was changed.',
        ],
        after: ['If that was not you, you need not do anything.'],
      };
    case 'sign_up':
      return {
        subject: 'Finish signing up',
        before: ['Somebody asked for a DealerScope account with this address.'],
        button: { label: 'Continue', url: mail.url },
        after: ['The link works once, for 24 hours.', notYou],
      };
    case 'sign_up_known':
      return {
        subject: 'You have an account already',
        before: [
          'Somebody tried to sign up with this address. It has an account: sign in, or reset the password there.',
        ],
        after: ['If that was not you, you need not do anything.'],
      };
    case 'invitation':
      return {
        subject: `Join ${toLine(mail.organisation)}`,
        before: [`${toLine(mail.inviter)} invites you to ${toLine(mail.organisation)} as ${mail.role}.`],
        button: { label: 'Join', url: mail.url },
        after: ['The link works once, for seven days.'],
      };
    case 'notice': {
      const { subject, what } = notices[mail.kind];
      const from = mail.ipAddress === null ? '' : `, from ${mail.ipAddress}`;
      const browser = toLine(mail.userAgent);
      return {
        subject,
        before: [
          what,
          ...(mail.detail ? [toLine(mail.detail)] : []),
          `${mail.at.slice(0, 16).replace('T', ' ')} UTC${from}${browser && `, with ${browser}`}`,
        ],
        after: [
          'If that was you, there is nothing to do. If not, change your password at once and end the sessions you do not know; whoever runs this DealerScope can help.',
        ],
      };
    }
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const toHtml = (paragraphs: readonly string[]): string =>
  [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>DealerScope</title></head>',
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:1em">',
    ...paragraphs,
    '</body></html>',
  ].join('\n');
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
const toParagraph = (line: string) => `<p>${escapeHtml(line)}</p>`;

/** Alerts bring their own words. */
export const toAlertLetter = ({ to, subject, text }: Mail): Letter => ({
  id: makeId('mail'),
  to,
  subject: toLine(subject),
  text,
  html: toHtml(text.split('\n\n').map(toParagraph)),
});

/** Plain text and the same as simple HTML without pictures or scripts. */
export function composeMail(mail: FinishedMail): ComposedMail {
  const { subject, before, button, after } = draft(mail);
  const text = [...before, ...(button ? [`${button.label}: ${button.url}`] : []), ...after].join('\n\n');
  const html = toHtml([
    ...before.map(toParagraph),
    ...(button
      ? [
          `<p><a href="${escapeHtml(button.url)}">${escapeHtml(button.label)}</a></p>`,
          `<p>Or copy this address: ${escapeHtml(button.url)}</p>`,
        ]
      : []),
    ...after.map(toParagraph),
  ]);
  return { subject: `DealerScope: ${subject}`, text: `${text}\n`, html };
}

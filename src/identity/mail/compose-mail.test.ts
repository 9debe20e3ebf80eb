import { describe, expect, it } from 'vitest';
import { composeMail } from './compose-mail.ts';
import { type FinishedMail, noticeKinds } from './mail-content.ts';

const all: readonly FinishedMail[] = [
  ...(['reset', 'sign_up', 'verify', 'change'] as const).map((template) => ({
    template,
    url: 'https://deals.example.com/x#token',
  })),
  { template: 'sign_up_known' },
  { template: 'change_taken' },
  {
    template: 'invitation',
    url: 'https://deals.example.com/join#token',
    organisation: 'Ann’s Cars',
    inviter: 'ann@example.com',
    role: 'buyer',
  },
  ...noticeKinds.map((kind) => ({
    template: 'notice' as const,
    kind,
    at: '2026-11-25T16:00:00.000Z',
    ipAddress: '203.0.113.9',
    userAgent: 'Firefox',
  })),
];

describe('a mail', () => {
  it.each(all)('$template $kind says in text what it says in HTML, link included', (mail) => {
    const { subject, text, html } = composeMail(mail);
    expect(subject).toMatch(/^DealerScope: \S/);
    if ('url' in mail) {
      expect(text).toContain(mail.url);
      expect(html).toContain(`href="${mail.url}"`);
    }
    const words = html
      .replace(/<title>.*?<\/title>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&#39;', "'");
    for (const line of text.split('\n\n')) {
      const said = line.replace(/^.*?: (?=https:)/, '').trim();
      expect(words).toContain(said);
    }
    expect(html).not.toMatch(/<(img|script|link|iframe|form)/);
  });

  it('lets nothing that others chose become markup or a second line', () => {
    const { subject, text, html } = composeMail({
      template: 'invitation',
      url: 'https://deals.example.com/join#token',
      organisation: 'Evil\r\nBcc: all@example.com <script>alert(1)</script>',
      inviter: '"><img src=x>',
      role: 'viewer',
    });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<img');
  });
});

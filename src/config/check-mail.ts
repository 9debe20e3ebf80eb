import type { Environment } from './environment-schema.ts';

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);

/** Settings of mail that make no sense without each other. */
export function findMailProblems(env: Environment): string[] {
  const problems: string[] = [];
  const isOn = env.DEALERSCOPE_SMTP_URL !== undefined;
  if (isOn && env.DEALERSCOPE_MAIL_FROM === undefined)
    problems.push('DEALERSCOPE_MAIL_FROM: needed with DEALERSCOPE_SMTP_URL');
  // links in mails must not take their host from whatever name a request came under
  if (isOn && env.DEALERSCOPE_PUBLIC_URL === undefined && !loopbackHosts.has(env.HOST))
    problems.push('DEALERSCOPE_PUBLIC_URL: needed with DEALERSCOPE_SMTP_URL, for the links in mails');
  if (env.DEALERSCOPE_SIGN_UP === 'open' && !isOn)
    problems.push('DEALERSCOPE_SMTP_URL: needed when DEALERSCOPE_SIGN_UP is open, to confirm addresses');
  return problems;
}

export const readMail = ({ DEALERSCOPE_SMTP_URL: smtpUrl, DEALERSCOPE_MAIL_FROM: from }: Environment) =>
  smtpUrl === undefined || from === undefined ? undefined : { smtpUrl, from };

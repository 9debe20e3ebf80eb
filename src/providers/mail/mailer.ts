/** One mail to one person. */
export interface Letter {
  /** Stays the same when a letter is sent again, so that a mailbox shows it once. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** Settles once the server has taken the letter. Throws when it has not. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

export interface MailSettings {
  /** `smtp://` (STARTTLS where offered) or `smtps://`, with user and password where the server wants them. */
  readonly smtpUrl: string;
  /** Such as `DealerScope <deals@example.com>`. */
  readonly from: string;
}

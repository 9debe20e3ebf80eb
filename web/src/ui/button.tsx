import type { ComponentProps } from 'react';

const looks = {
  primary: 'bg-accent text-on-accent hover:brightness-110',
  plain: 'border border-strong-line bg-surface hover:bg-raised',
  quiet: 'text-accent hover:bg-accent-soft',
} as const;

interface Props extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
}

export function Button({ look = 'plain', className = '', type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      className={`inline-flex h-9 items-center justify-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-60 ${looks[look]} ${className}`}
      {...rest}
    />
  );
}

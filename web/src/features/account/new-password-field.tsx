import { TextField } from './text-field.tsx';

interface NewPasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
}

export const NewPasswordField = (props: NewPasswordFieldProps) => (
  <TextField
    type="password"
    autoComplete="new-password"
    required
    hint="At least 10 characters; several unrelated words make a good one"
    {...props}
  />
);

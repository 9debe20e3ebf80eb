import { Monitor, Moon, Sun } from 'lucide-react';
import { themeChoices, useTheme } from '../lib/theme.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;
const words = { system: 'as the device', light: 'light', dark: 'dark' } as const;

export function ThemeToggle() {
  const { choice, chooseTheme } = useTheme();
  const next = themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system';
  const Icon = icons[choice];
  return (
    <button
      type="button"
      onClick={() => chooseTheme(next)}
      aria-label={`Colours: ${words[choice]}. Change to ${words[next]}`}
      title={`Colours: ${words[choice]}`}
      className="grid size-9 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink"
    >
      <Icon size={18} aria-hidden />
    </button>
  );
}

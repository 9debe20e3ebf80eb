import { applyTheme, readThemeChoice } from '../lib/theme.ts';

// imported before anything else, so that the first paint already has its colours
applyTheme(readThemeChoice());

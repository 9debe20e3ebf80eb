import { modelsAToHonda } from './model-table-a-h.ts';
import { modelsHyundaiToVolvo } from './model-table-h-z.ts';

/** Every make's models by segment; the notation is explained in model-table-a-h.ts. */
export const modelTable = { ...modelsAToHonda, ...modelsHyundaiToVolvo };

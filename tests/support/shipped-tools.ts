import { dataFolder } from '../../src/platform/folders.ts';
import { loadAppraisalTools } from '../../src/platform/reference/load-appraisal-tools.ts';

let loading: ReturnType<typeof loadAppraisalTools> | undefined;

/** The tables and engines that ship, loaded once a test file. */
export const shippedTools = () => {
  loading ??= loadAppraisalTools(dataFolder);
  return loading;
};

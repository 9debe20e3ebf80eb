import type { FeeSchedule } from './fee-schedule.ts';
import { copart } from './schedules/copart.ts';
import { govdeals } from './schedules/govdeals.ts';
import { gsa } from './schedules/gsa.ts';
import { municibid } from './schedules/municibid.ts';
import { publicsurplus } from './schedules/publicsurplus.ts';

/** Every schedule that ships. To change a fee, add a schedule with its own day; never edit one that has been in force. */
export const shippedSchedules: readonly FeeSchedule[] = [
  ...govdeals,
  ...publicsurplus,
  ...municibid,
  ...gsa,
  ...copart,
];

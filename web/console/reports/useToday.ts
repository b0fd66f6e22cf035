import { useZone } from '../shell/when';
import { type DayText, dayAt } from './calendar';

/** Which day it is at the shop. */
export const useToday = (): DayText => dayAt(new Date(), useZone());

/** How often figures are read again while somebody looks at them. */
export const FRESH_MS = 60_000;

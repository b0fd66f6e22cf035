import { useNow } from '../shell/useNow';
import { useZone } from '../shell/when';
import { type DayText, dayAt } from './calendar';

/** Which day it is at the shop. */
export const useToday = (): DayText => dayAt(useNow(), useZone());

/** How often figures are read again while somebody looks at them. */
export const FRESH_MS = 60_000;

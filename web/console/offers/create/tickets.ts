import { isNode, nodeOf } from '../document/text';
import type { Pen } from './pattern';
import type { Value } from './write';

/** Plural forms of tickets, in the languages whose forms we know. */
const TICKETS: Record<string, Value> = {
  en: { one: 'ticket', other: 'tickets' },
  ru: { one: 'билет', few: 'билета', many: 'билетов', other: 'билета' },
  az: 'bilet',
  id: 'tiket',
};

/** The unit that counts tickets: the one of the programme, or a new one. */
export function ticketUnit(pen: Pen): string {
  const units = Object.entries(nodeOf(pen.base.document.units));
  const found = units.find(([, unit]) => isNode(unit) && unit.kind === 'tickets');
  if (found) return found[0];
  const known = pen.base.locales.filter((locale) => locale in TICKETS);
  const spoken = known.length > 0 ? known : ['en'];
  return pen.add('units', 'tickets', 'tickets', {
    kind: 'tickets',
    name: Object.fromEntries(spoken.map((locale) => [locale, TICKETS[locale] ?? 'tickets'])),
    expires: '12 months',
  });
}

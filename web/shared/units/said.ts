import type { Unit } from '../api/types';
import type { Locale, Say } from '../i18n/types';
import type { shared } from '../texts/en';
import { wordOf } from './word';

/** A unit with what decides how amounts of it are written. Without it, the name stands behind the number. */
export type ToldUnit = Pick<Unit, 'name'> & {
  /** `points`, `stamps`, `tickets`. */
  kind?: string | undefined;
  forms?: Partial<Record<Intl.LDMLPluralRule, string>> | undefined;
  /** How many stamps fill the card. */
  card?: number | null | undefined;
};

export interface Speech {
  t: Say<typeof shared>;
  locale: Locale;
}

/**
 * `3 points`; of stamps, which are called by their card: `Coffee card: 3 stamps`. The amount is given as it is to be
 * shown, too: with its sign, and with the decimals of its unit.
 */
export function said({ t, locale }: Speech, unit: ToldUnit, amount: string, shown: string): string {
  return unit.kind === 'stamps'
    ? t('stamps.count', { count: Math.abs(Number(amount)), name: unit.name, amount: shown })
    : `${shown} ${wordOf(unit, amount, locale)}`;
}

/** What somebody has of it: `Coffee card: 3 of 10 stamps`. */
export function saidToHave(speech: Speech, unit: ToldUnit, amount: string, shown: string): string {
  const { card } = unit;
  return unit.kind === 'stamps' && card
    ? speech.t('stamps.of', { count: card, name: unit.name, amount: shown })
    : said(speech, unit, amount, shown);
}

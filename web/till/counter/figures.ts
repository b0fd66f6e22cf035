import { useSharedTexts } from '@shared/i18n/TextProvider';
import { said, type ToldUnit } from '@shared/units/said';
import { worthAt } from '../money/typed';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { levelName } from './levels';

/** Amounts as people at the counter read them. */
export function useFigures() {
  const { t, format, locale } = useTexts();
  const { programme, state } = useCounter();
  const speech = useSharedTexts();
  const unitOf = (key: string): ToldUnit =>
    programme.units.find((unit) => unit.key === key) ?? { name: key };
  // Of one form of a name only, where numbers decline names: the only unit there is goes without.
  const isNameless =
    locale === 'ru' &&
    programme.units.length === 1 &&
    programme.units.every(({ key }) => !unitOf(key).forms && unitOf(key).kind !== 'stamps');
  return {
    money: (decimal: string, currency = programme.currency) => format.money(decimal, currency),
    units: (amount: string, key: string, sign = '') => {
      const shown = sign + format.amount(amount);
      return isNameless ? shown : said(speech, unitOf(key), amount, shown);
    },
    unitName: (key: string) => (isNameless ? t('member.balance') : unitOf(key).name),
    /** The number where its name stands beside it; of stamps, how many of how many. */
    had: (amount: string, key: string) => {
      const { card } = unitOf(key);
      return card ? `${format.amount(amount)} / ${card}` : format.amount(amount);
    },
    /** What an amount of a unit is worth; nothing for units that have never paid here. */
    worth: (amount: string, key: string) => {
      const rate = state.rates[key];
      const money = rate && worthAt(amount, rate.amount, rate.money);
      return money && format.money(money, programme.currency);
    },
    tierName: (track: string, tier: string) => levelName(programme.tracks, track, tier),
  };
}

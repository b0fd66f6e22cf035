import { worthAt } from '../money/typed';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';

/** Amounts as people at the counter read them. */
export function useFigures() {
  const { t, format, locale } = useTexts();
  const { programme, state } = useCounter();
  const unitOf = (key: string) => programme.units.find((unit) => unit.key === key);
  // The API tells one form of a name; where numbers decline names, the only unit there is goes without.
  const isNameless = locale === 'ru' && programme.units.length === 1;
  return {
    money: (decimal: string, currency = programme.currency) => format.money(decimal, currency),
    units: (amount: string, key: string) =>
      isNameless ? format.amount(amount) : `${format.amount(amount)} ${unitOf(key)?.name ?? key}`,
    amount: (amount: string) => format.amount(amount),
    unitName: (key: string) => (isNameless ? t('member.balance') : (unitOf(key)?.name ?? key)),
    /** What an amount of a unit is worth; nothing for units that have never paid here. */
    worth: (amount: string, key: string) => {
      const rate = state.rates[key];
      const money = rate && worthAt(amount, rate.amount, rate.money);
      return money && format.money(money, programme.currency);
    },
    /** Levels come by their short name: `gold`. */
    tierName: (key: string) => {
      const words = key.replace(/[-_]/g, ' ');
      return words.charAt(0).toUpperCase() + words.slice(1);
    },
  };
}

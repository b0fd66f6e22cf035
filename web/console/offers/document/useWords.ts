import { useMemo } from 'react';
import { useTexts } from '../../texts/use';
import type { Amount } from './amount';
import { type Condition, conditionsOf } from './conditions';
import { goodsIn, goodsName } from './goods';
import { firstLocale, type Item } from './items';
import { type Saying, sayingOf } from './sayings';
import { type Node, nameFrom, nodeOf } from './text';
import { cardName, spanText, unitName, weekdayName } from './units';

/** Puts what the document says into words of the reader. */
export function useWords(document: Node) {
  const texts = useTexts();
  return useMemo(() => wordsOf(document, texts), [document, texts]);
}

type Texts = ReturnType<typeof useTexts>;
export type Words = ReturnType<typeof wordsOf>;

function wordsOf(document: Node, texts: Texts) {
  return {
    head: (item: Item): string | undefined => {
      const saying = sayingOf(item);
      return saying && headline(saying, document, texts);
    },
    terms: (item: Item): string[] =>
      conditionsOf(item).map((condition) => term(condition, document, texts)),
    money: (amount: string) => money(document, texts, amount),
  };
}

const currencyOf = (document: Node) => String(nodeOf(document.programme).currency ?? '');

function money(document: Node, { locale }: Texts, amount: string): string {
  const currency = currencyOf(document);
  if (!/^[A-Z]{3}$/.test(currency)) return amount;
  const isWhole = !amount.includes('.');
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(isWhole ? { maximumFractionDigits: 0 } : {}),
  }).format(amount as Intl.StringNumericLiteral);
}

function headline(saying: Saying, document: Node, texts: Texts): string {
  const { t, locale } = texts;
  const cash = (amount: string) => money(document, texts, amount);
  /** The amount, with "up to" where it depends. */
  const upTo = (amount: Amount, show: (text: string) => string) => {
    if (amount.kind === 'formula') return t('head.formula');
    const shown = show(amount.text);
    return amount.kind === 'upTo' ? t('head.upTo', { amount: shown }) : shown;
  };
  const plain = (text: string) => texts.format.amount(text);
  const share = (text: string) => texts.format.share(Number(text) / 100);
  const units = (unit: string) => (text: string) => {
    const card = cardName(document, unit, locale);
    return card === undefined
      ? `${plain(text)} ${unitName(document, unit, text, locale)}`
      : t('stamps.count', { count: Number(text), name: card, amount: plain(text) });
  };
  switch (saying.say) {
    case 'percent':
      return t('head.percent', { amount: upTo(saying.amount, share) });
    case 'money':
      return t('head.money', { amount: upTo(saying.amount, cash) });
    case 'moneyEach':
      return t('head.moneyEach', { amount: upTo(saying.amount, cash) });
    case 'price':
      return t('head.price', { amount: upTo(saying.amount, cash) });
    case 'delivery':
      return t('head.delivery', { amount: upTo(saying.amount, share) });
    case 'pieces':
      return t('head.pieces', { amount: upTo(saying.amount, plain) });
    case 'back':
      return t('head.back', {
        amount: upTo(saying.amount, share),
        unit: unitName(document, saying.unit, '5', locale),
      });
    case 'unitsEach':
      return t('head.unitsEach', { amount: upTo(saying.amount, units(saying.unit)) });
    case 'units':
      return upTo(saying.amount, units(saying.unit));
    case 'times':
      return t('head.times', {
        amount: upTo(saying.amount, plain),
        unit: unitName(document, saying.unit, '5', locale),
      });
    case 'perMoney':
      return t('head.perMoney', {
        amount: upTo(saying.amount, units(saying.unit)),
        per: cash(saying.per),
      });
    case 'buyGet':
      return t('head.buyGet', { buy: saying.buy, get: saying.get });
    case 'card':
      return t('head.card', { count: Number(saying.card) });
    case 'cost':
      return saying.cost.map(([unit, amount]) => units(unit)(amount)).join(' + ');
    case 'fee':
      return t('head.fee', { fee: cash(saying.fee), term: spanText(saying.term, locale) });
    case 'values':
      return saying.values.map(cash).join(' · ');
    case 'prizes':
      return t('head.prizes', { count: saying.count });
    case 'share':
      return t('head.share', { amount: upTo(saying.amount, share) });
    case 'commission':
      return t('head.commission', { amount: upTo(saying.amount, share) });
    case 'rate':
      return t('head.rate', {
        every: units(saying.unit)(saying.every),
        gives: plain(saying.gives),
      });
    case 'seats':
      return t('head.seats', { count: Number(saying.seats) });
    case 'coupon':
    case 'certificate':
      return t(`head.${saying.say}`, { name: couponName(document, saying.coupon, locale) });
    default:
      return t(`head.${saying.say}`);
  }
}

function couponName(document: Node, key: string, locale: string): string {
  const coupon = nodeOf(nodeOf(document.coupons)[key]);
  const offer = nodeOf(coupon.offer);
  const found = nodeOf(offer.name);
  return String(found[locale] ?? (typeof offer.name === 'string' ? offer.name : nameFrom(key)));
}

function term(condition: Condition, document: Node, texts: Texts): string {
  const { t, locale, format } = texts;
  switch (condition.about) {
    case 'weekdays':
      return condition.days.map((day) => weekdayName(day, locale, 'short')).join(', ');
    case 'hours':
      return condition.hours.map((hours) => hours.replace('-', '–')).join(', ');
    case 'from':
    case 'until':
    case 'draw':
      return t(`term.${condition.about}`, { day: dayText(condition.day, format) });
    case 'goods': {
      const goods = goodsIn(condition.condition);
      if (!goods) return t('term.someGoods');
      const first = firstLocale(document);
      return goods.map((value) => goodsName(document, value, locale, first)).join(', ');
    }
    case 'minimumMoney':
      return t('term.minimum', { amount: money(document, texts, condition.amount) });
    case 'minimumPieces':
      return t('term.minimumPieces', { count: Number(condition.amount) });
    case 'if':
      return t('term.condition');
    case 'limit':
      return limitText(condition, texts);
    case 'budget':
      return t('term.budget');
    case 'code':
      return t('term.code', { code: condition.code });
    case 'uses':
      return t('term.uses', { count: condition.count });
    case 'stock':
      return t('term.stock', { count: condition.count });
    case 'valid':
      return t('term.valid', { span: spanText(condition.span, locale) });
    case 'when':
      return whenText(condition.when, texts);
    case 'daysBefore':
      return t('term.daysBefore', { count: condition.days });
    default:
      return t('term.everybody');
  }
}

/** A day, or a day with a time; both are on the clock of the shop and must not be moved. */
function dayText(text: string, format: Texts['format']): string {
  return text.length > 10 ? format.moment(text) : format.day(`${text}T00:00`);
}

const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;

function limitText({ times, every }: { times: number; every: string }, { t }: Texts): string {
  const period = PERIODS.find((one) => one === every);
  if (period) return t(`limit.${period}`, { count: times });
  return every === 'anniversary_year'
    ? t('limit.year', { count: times })
    : t('limit.lifetime', { count: times });
}

function whenText(when: string, { t, locale }: Texts): string {
  const span = /^(every|no purchase for)\s+(.+)$/.exec(when);
  if (span) {
    const key = span[1] === 'every' ? 'when.every' : 'when.silence';
    return t(key, { span: spanText(span[2] ?? '', locale) });
  }
  if (when === 'joining' || when === 'purchase') return t(`when.${when}`);
  if (when.startsWith('tier '))
    return t('when.tier', { tier: nameFrom(when.split(/[ .]/).pop() ?? '') });
  if (when.startsWith('event ')) return t('when.event', { event: nameFrom(when.slice(6)) });
  return when;
}

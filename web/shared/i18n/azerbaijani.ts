/**
 * Browsers made of Chromium speak Azerbaijani, but were built without its calendar and numbers: months are "M11",
 * euros "€ 55.40". Until they learn it, dates are made in English and put into our words, and numbers are written
 * like those of a language that writes them alike. The tests hold both to what a complete `Intl` says.
 */

const SHORT = 'yan fev mar apr may iyn iyl avq sen okt noy dek'.split(' ');
const LONG = 'yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr'.split(
  ' ',
);
const SHORT_DAYS = ['B.', 'B.E.', 'Ç.A.', 'Ç.', 'C.A.', 'C.', 'Ş.'];
const LONG_DAYS = [
  'bazar',
  'bazar ertəsi',
  'çərşənbə axşamı',
  'çərşənbə',
  'cümə axşamı',
  'cümə',
  'şənbə',
];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');

/** Names of the ways in which dates are long. */
const isLong = (style: string | undefined) => style === 'long' || style === 'full';

type Part = { type: string; value: string };

/** A way to write dates, in Azerbaijani words. */
export function datesLike(english: Intl.DateTimeFormat, options: Intl.DateTimeFormatOptions = {}) {
  const months = isLong(options.month) || isLong(options.dateStyle) ? LONG : SHORT;
  const days = isLong(options.weekday) || options.dateStyle === 'full' ? LONG_DAYS : SHORT_DAYS;
  const said = ({ type, value }: Part) => {
    const begins = value.slice(0, 3);
    if (type === 'month') return months[MONTHS.indexOf(begins)] ?? value;
    return (type === 'weekday' ? days[DAYS.indexOf(begins)] : undefined) ?? value;
  };
  const inWords = (parts: readonly Part[]) => parts.map(said).join('');
  return {
    format: (at?: Date | number) => inWords(english.formatToParts(at)),
    formatRange: (from: Date, until: Date) => inWords(english.formatRangeToParts(from, until)),
    formatToParts: (at?: Date | number) =>
      english.formatToParts(at).map((part) => ({ ...part, value: said(part) })),
    resolvedOptions: () => ({ ...english.resolvedOptions(), locale: 'az' }),
  };
}

/** A language that writes such numbers as Azerbaijani does, and that every browser knows. */
export function numbersLike({ style, notation }: Intl.NumberFormatOptions = {}): string {
  if (notation === 'compact') return 'nl';
  return style === 'percent' ? 'id' : 'de';
}

const isTaught = () =>
  new Intl.DateTimeFormat('az', { month: 'long', timeZone: 'UTC' }).format(0) === LONG[0];

function teach() {
  const { DateTimeFormat: Dates, NumberFormat: Numbers } = Intl;
  Intl.DateTimeFormat = new Proxy(Dates, {
    construct: (target, [locale, options]) =>
      locale === 'az'
        ? datesLike(new target('en-GB', options), options)
        : new target(locale, options),
  });
  Intl.NumberFormat = new Proxy(Numbers, {
    construct: (target, [locale, options]) =>
      new target(locale === 'az' ? numbersLike(options) : locale, options),
  });
}

if (!isTaught()) teach();

/** What a browser tells about where a shop is, so that nobody has to choose from long lists. */

/** Currencies by the country of a time zone, and by the country of a language. */
const BY_ZONE: Record<string, string> = {
  'Asia/Baku': 'AZN',
  'Asia/Jakarta': 'IDR',
  'Asia/Makassar': 'IDR',
  'Asia/Jayapura': 'IDR',
  'Asia/Pontianak': 'IDR',
  'Asia/Almaty': 'KZT',
  'Asia/Tashkent': 'UZS',
  'Asia/Tbilisi': 'GEL',
  'Asia/Yerevan': 'AMD',
  'Asia/Dubai': 'AED',
  'Asia/Tokyo': 'JPY',
  'Asia/Kolkata': 'INR',
  'Asia/Calcutta': 'INR',
  'Asia/Singapore': 'SGD',
  'Asia/Bangkok': 'THB',
  'Asia/Manila': 'PHP',
  'Europe/London': 'GBP',
  'Europe/Zurich': 'CHF',
  'Europe/Istanbul': 'TRY',
  'Europe/Kyiv': 'UAH',
  'Europe/Kiev': 'UAH',
  'Europe/Minsk': 'BYN',
  'Europe/Warsaw': 'PLN',
  'Europe/Prague': 'CZK',
  'Europe/Budapest': 'HUF',
  'Europe/Stockholm': 'SEK',
  'Europe/Oslo': 'NOK',
  'Europe/Copenhagen': 'DKK',
  'Europe/Bucharest': 'RON',
  'Europe/Belgrade': 'RSD',
};

/** Russian zones are many, and so are American ones. */
const RUSSIAN =
  /^(Europe\/(Moscow|Kaliningrad|Samara|Saratov|Volgograd|Astrakhan|Ulyanovsk|Kirov|Simferopol)|Asia\/(Yekaterinburg|Omsk|Novosibirsk|Barnaul|Tomsk|Novokuznetsk|Krasnoyarsk|Irkutsk|Chita|Yakutsk|Khandyga|Vladivostok|Ust-Nera|Magadan|Sakhalin|Srednekolymsk|Kamchatka|Anadyr))$/;
const AMERICAN =
  /^America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit|Anchorage|Boise|Indiana\/.*)$/;

const BY_REGION: Record<string, string> = {
  AZ: 'AZN',
  RU: 'RUB',
  ID: 'IDR',
  US: 'USD',
  GB: 'GBP',
  KZ: 'KZT',
  TR: 'TRY',
  CA: 'CAD',
  AU: 'AUD',
};

export function currencyOf(zone: string, languages: readonly string[]): string {
  const byZone = BY_ZONE[zone] ?? (RUSSIAN.test(zone) ? 'RUB' : undefined);
  if (byZone) return byZone;
  if (AMERICAN.test(zone)) return 'USD';
  if (zone.startsWith('Europe/')) return 'EUR';
  const regions = languages.map((tag) => tag.split('-').at(-1)?.toUpperCase() ?? '');
  return regions.map((region) => BY_REGION[region]).find(Boolean) ?? 'EUR';
}

/** The currency code and its name in a language: `AZN, Azerbaijani Manat`. */
export function currencies(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} · ${names.of(value) ?? value}`,
  }));
}

export function zones(own: string): string[] {
  const all = Intl.supportedValuesOf('timeZone');
  return all.includes(own) ? all : [own, ...all];
}

export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** How phone numbers are written in a country. */
export interface Country {
  /** After the plus. */
  calling: string;
  /** What people dial before a number of their own country. */
  trunk: string;
  /** Digits after the calling code; without it a number ends only with Enter. */
  length?: number;
}

const AZ: Country = { calling: '994', trunk: '0', length: 9 };
const RU: Country = { calling: '7', trunk: '8', length: 10 };
const ID: Country = { calling: '62', trunk: '0' };
const US: Country = { calling: '1', trunk: '1', length: 10 };

/** A currency of one country names it. */
const BY_CURRENCY: Record<string, Country> = {
  AZN: AZ,
  RUB: RU,
  KZT: RU,
  IDR: ID,
  USD: US,
  CAD: US,
  AED: { calling: '971', trunk: '0' },
  AMD: { calling: '374', trunk: '0', length: 8 },
  BYN: { calling: '375', trunk: '80', length: 9 },
  CHF: { calling: '41', trunk: '0', length: 9 },
  CZK: { calling: '420', trunk: '', length: 9 },
  GBP: { calling: '44', trunk: '0', length: 10 },
  GEL: { calling: '995', trunk: '0', length: 9 },
  INR: { calling: '91', trunk: '0', length: 10 },
  KGS: { calling: '996', trunk: '0', length: 9 },
  MYR: { calling: '60', trunk: '0' },
  PLN: { calling: '48', trunk: '', length: 9 },
  SGD: { calling: '65', trunk: '', length: 8 },
  TRY: { calling: '90', trunk: '0', length: 10 },
  UAH: { calling: '380', trunk: '0', length: 9 },
  UZS: { calling: '998', trunk: '', length: 9 },
};

/** Many countries share a currency; then the clock tells. */
const BY_ZONE: Record<string, Country> = {
  'Europe/Amsterdam': { calling: '31', trunk: '0', length: 9 },
  'Europe/Athens': { calling: '30', trunk: '', length: 10 },
  'Europe/Berlin': { calling: '49', trunk: '0' },
  'Europe/Brussels': { calling: '32', trunk: '0' },
  'Europe/Dublin': { calling: '353', trunk: '0' },
  'Europe/Helsinki': { calling: '358', trunk: '0' },
  'Europe/Lisbon': { calling: '351', trunk: '', length: 9 },
  'Europe/Madrid': { calling: '34', trunk: '', length: 9 },
  'Europe/Paris': { calling: '33', trunk: '0', length: 9 },
  'Europe/Riga': { calling: '371', trunk: '', length: 8 },
  'Europe/Rome': { calling: '39', trunk: '' },
  'Europe/Tallinn': { calling: '372', trunk: '' },
  'Europe/Vienna': { calling: '43', trunk: '0' },
  'Europe/Vilnius': { calling: '370', trunk: '0', length: 8 },
};

export const countryOf = (currency: string, timeZone: string): Country | undefined =>
  BY_CURRENCY[currency] ?? BY_ZONE[timeZone];

import type { Country } from './countries';

/** The longest phone number that there is, by E.164. */
const MOST_DIGITS = 15;
const FEWEST_DIGITS = 7;

const isE164 = (digits: string) => digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS;

/**
 * `+994501234567` out of what a cashier types: `50 123 45 67`, `050...`, `994 50...`, `00994...`. Without a
 * country only whole numbers can be read.
 */
export function e164(typed: string, country: Country | undefined): string | undefined {
  const isWhole = typed.trim().startsWith('+');
  const digits = typed.replace(/\D/g, '');
  if (isWhole) return isE164(digits) ? `+${digits}` : undefined;
  if (digits.startsWith('00')) return isE164(digits.slice(2)) ? `+${digits.slice(2)}` : undefined;
  if (!country) return isE164(digits) ? `+${digits}` : undefined;
  const national = nationalOf(digits, country);
  if (country.length && national.length !== country.length) return undefined;
  const full = country.calling + national;
  return national.length >= 6 && isE164(full) ? `+${full}` : undefined;
}

/** Whether nothing can follow: then nobody has to press Enter. */
export function isComplete(typed: string, country: Country | undefined): boolean {
  if (!country?.length || !/^[\d\s()-]+$/.test(typed)) return false;
  const digits = typed.replace(/\D/g, '');
  const { calling, trunk, length } = country;
  // Digits that begin like the calling code or the trunk prefix may be one of these, or the number itself.
  if (digits.startsWith(calling) && calling.length > 1)
    return digits.length === calling.length + length;
  if (trunk && digits.startsWith(trunk)) return digits.length === trunk.length + length;
  if (digits.startsWith(calling)) return digits.length === calling.length + length;
  return digits.length === length;
}

function nationalOf(digits: string, { calling, trunk, length }: Country): string {
  const after = (prefix: string) =>
    prefix !== '' &&
    digits.startsWith(prefix) &&
    (length ? digits.length === prefix.length + length : true);
  // Where numbers have no fixed length, only a long one can bear its calling code.
  const bearsCalling =
    after(calling) && (length !== undefined || digits.length >= calling.length + 9);
  if (bearsCalling) return digits.slice(calling.length);
  return after(trunk) ? digits.slice(trunk.length) : digits;
}

/** For comparing by eye: the calling code apart, pairs at the end, threes before. */
export function spoken(phone: string, country: Country | undefined): string {
  const digits = phone.replace(/\D/g, '');
  const calling = country && digits.startsWith(country.calling) ? country.calling : '';
  const groups: string[] = [];
  let rest = digits.slice(calling.length);
  while (rest.length > 0) {
    const size = groups.length < 2 ? 2 : 3;
    groups.unshift(rest.slice(-size));
    rest = rest.slice(0, -size);
  }
  return `+${[calling, ...groups].filter(Boolean).join(' ')}`;
}

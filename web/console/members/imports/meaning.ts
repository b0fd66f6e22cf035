/** What a column may mean to the importer, besides `balance.UNIT` for every unit. */
export const MEANINGS = [
  'id',
  'phone',
  'email',
  'card',
  'name',
  'birthday',
  'language',
  'country',
  'joined',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** Headings that shops' spreadsheets have, in our languages. */
const WORDS: Record<Meaning, RegExp> = {
  id: /^(id|no|nr|number|customer( id| number)?|external id|код|номер|№|id клиента|nömrə|nomor)$/,
  phone: /phone|mobile|tel|тел|моб|telefon|telepon|hp$/,
  email: /e-?mail|почта|poçt|surel/,
  card: /card|карт|kart/,
  name: /name|имя|фио|клиент|ad( |$|ı)|nama/,
  birthday: /birth|dob|рожд|doğum|lahir/,
  language: /lang|язык|dil|bahasa/,
  country: /country|страна|ölkə|negara/,
  joined: /joined|since|created|enrol|регистр|вступ|qoşul|gabung/,
};

/** The likeliest meaning of every column; none is given twice. */
export function guess(header: readonly string[], units: readonly string[]): (string | undefined)[] {
  const taken = new Set<string>();
  const exact = header.map((name) => claim(exactly(name, units), taken));
  return header.map((name, at) => exact[at] ?? claim(likely(name, units, taken), taken));
}

function claim(meaning: string | undefined, taken: Set<string>): string | undefined {
  if (!meaning || taken.has(meaning)) return undefined;
  taken.add(meaning);
  return meaning;
}

function exactly(name: string, units: readonly string[]): string | undefined {
  const word = plain(name);
  if (MEANINGS.some((meaning) => meaning === word)) return word;
  return units.map((unit) => `balance.${unit}`).find((meaning) => meaning.toLowerCase() === word);
}

function likely(
  name: string,
  units: readonly string[],
  taken: ReadonlySet<string>,
): string | undefined {
  const word = plain(name);
  const found = MEANINGS.find((meaning) => !taken.has(meaning) && WORDS[meaning].test(word));
  if (found) return found;
  const [first] = units;
  const isBalance = /balance|points|бал|остаток|xal|poin|saldo/.test(word);
  return isBalance && first ? `balance.${first}` : undefined;
}

const plain = (name: string) => name.trim().toLocaleLowerCase();

/** One of these has to be in every row, or nobody can be found again. */
export const isEnough = (means: readonly (string | undefined)[]) =>
  ['id', 'phone', 'email', 'card'].some((needed) => means.includes(needed));

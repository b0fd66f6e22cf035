/** The detail that names whom or what an act was done to, by the word that the record uses for it. */
const SUBJECTS = [
  'staff',
  'till',
  'key',
  'webhook',
  'version',
  'affiliate',
  'raffle',
  'coupon',
  'member',
  'store',
];

/**
 * Separates what an act was done to from what else is told about it. `label` is what people called it then,
 * when the record tells.
 */
export function subjectOf(details: Record<string, unknown>) {
  const name = SUBJECTS.find((one) => details[one] !== undefined);
  const label = name !== undefined && typeof details.name === 'string' ? details.name : undefined;
  const isTold = (key: string) => key === name || (key === 'name' && label !== undefined);
  const rest = Object.entries(details).filter(([key, value]) => !isTold(key) && value !== null);
  return {
    subject: name === undefined ? undefined : textOf(details[name]),
    label,
    rest: rest.map(([key, value]) => [key, textOf(value)] as const),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

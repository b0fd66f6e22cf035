/** The detail that names whom or what an act was done to, by the word that the record uses for it. */
const SUBJECTS = ['staff', 'till', 'key', 'webhook', 'version', 'affiliate'];

/** Separates what an act was done to from what else is told about it. */
export function subjectOf(details: Record<string, unknown>) {
  const name = SUBJECTS.find((one) => details[one] !== undefined);
  const rest = Object.entries(details).filter(([key, value]) => key !== name && value !== null);
  return {
    subject: name === undefined ? undefined : textOf(details[name]),
    rest: rest.map(([key, value]) => [key, textOf(value)] as const),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

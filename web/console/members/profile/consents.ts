/** `email/offers` and `email/points` under one channel, in the order in which they were given. */
export function consentsByChannel(consents: readonly string[]): [string, string[]][] {
  const channels = new Map<string, string[]>();
  for (const consent of consents) {
    const [channel = '', ...purpose] = consent.split('/');
    const known = channels.get(channel) ?? [];
    channels.set(channel, purpose.length > 0 ? [...known, purpose.join('/')] : known);
  }
  return [...channels];
}

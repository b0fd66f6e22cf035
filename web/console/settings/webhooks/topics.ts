/** The kinds of events that the server sends, by their noun. */
export const TOPICS = {
  member: ['enrolled', 'blocking_changed', 'seat_taken', 'seat_left'],
  units: ['earned', 'spent', 'taken_back', 'given_back', 'lapsed', 'adjusted', 'sent', 'received'],
  tier: ['changed'],
  coupon: ['granted', 'used', 'ended'],
  certificate: ['issued', 'used', 'refunded'],
  reward: ['claimed', 'collected', 'cancelled'],
  message: ['wanted'],
  submission: ['waiting', 'decided'],
  membership: ['started', 'ended', 'ending'],
  verification: ['given', 'ended'],
  product: ['registered', 'released'],
  offer: ['activated'],
  choice: ['made'],
  exchange: ['asked', 'settled'],
  consequence: ['came', 'withdrawn'],
  surprise: ['drawn'],
  prize: ['won'],
  group: ['formed', 'seat_changed'],
  price: ['refunded'],
  money: ['accrued'],
} as const;

export type Noun = keyof typeof TOPICS;
export const nouns = Object.keys(TOPICS) as Noun[];

/** How much of a noun is chosen. */
export function chosenOf(topics: readonly string[], noun: Noun): 'all' | 'some' | 'none' {
  if (topics.includes(`${noun}.*`)) return 'all';
  const own = TOPICS[noun].filter((verb) => topics.includes(`${noun}.${verb}`));
  if (own.length === TOPICS[noun].length) return 'all';
  return own.length > 0 ? 'some' : 'none';
}

/** Chooses all of a noun, or nothing of it; what else was chosen stays. */
export function toggled(topics: readonly string[], noun: Noun): string[] {
  const others = topics.filter((topic) => !topic.startsWith(`${noun}.`));
  return chosenOf(topics, noun) === 'all' ? others : [...others, `${noun}.*`];
}

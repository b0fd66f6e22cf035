/** Which share of a goal has come together; a goal of nothing has no share. */
export function reached(amount: string, goal: string): number | undefined {
  const share = Number(amount) / Number(goal);
  return Number.isFinite(share) ? share : undefined;
}

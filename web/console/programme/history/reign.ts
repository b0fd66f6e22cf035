import type { Activation } from '@shared/api/types';

export interface Reign {
  from: string;
  /** Nothing when it still counts, or will once it has begun. */
  until: string | undefined;
}

/**
 * When a version counted. The activation that began last counts, and of two with the same moment the one that was
 * decided last.
 */
export function reignOf(version: number, activations: readonly Activation[]): Reign[] {
  const byBegin = [...activations].sort(
    (a, b) => Date.parse(a.active_from) - Date.parse(b.active_from) || a.number - b.number,
  );
  const reigns = byBegin.map((one, at) => ({
    version: one.version,
    from: one.active_from,
    until: byBegin[at + 1]?.active_from,
  }));
  return reigns
    .filter((one) => one.version === version && one.from !== one.until)
    .map(({ from, until }) => ({ from, until }));
}

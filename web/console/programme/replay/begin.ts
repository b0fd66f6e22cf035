import { call } from '@shared/api/call';
import { Operation } from '@shared/api/operation';
import { ApiProblem } from '@shared/api/problem';
import type { Replay } from '@shared/api/types';

/** It outlives the tab: whoever comes back after a lost answer means the replay that may run already. */
const operation = new Operation();

/** Begins a replay of a text; as long as no answer came, the same look at it is the same replay. */
export async function begin(document: string, turn: number): Promise<Replay> {
  const key = operation.begin({ document, turn });
  try {
    const replay = await call('POST /v1/programme/replays', { body: { document } }, { key });
    operation.settle();
    return replay;
  } catch (error) {
    if (!(error instanceof ApiProblem && error.isOutcomeUnknown)) operation.settle();
    throw error;
  }
}

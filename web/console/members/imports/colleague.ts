import { ApiProblem } from '@shared/api/problem';
import type { Import } from '@shared/api/types';

/** Where corrections need four eyes, the sender of a file is one pair of them: told before, or refused by the server. */
export const needsColleague = (run: Import, refusal: unknown): boolean =>
  (run.state === 'checked' || run.state === 'failed') &&
  (run.needs_colleague || (refusal instanceof ApiProblem && refusal.code === 'approval.own'));

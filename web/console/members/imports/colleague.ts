import { ApiProblem } from '@shared/api/problem';
import type { Import } from '@shared/api/types';

/** A file, and whether whoever looks at it has to leave its start to somebody else. */
export type SeenImport = Import & { needs_colleague?: boolean };

/** Where corrections need four eyes, the sender of a file is one pair of them: told before, or refused by the server. */
export const needsColleague = (run: SeenImport, refusal: unknown): boolean =>
  (run.state === 'checked' || run.state === 'failed') &&
  (run.needs_colleague === true ||
    (refusal instanceof ApiProblem && refusal.code === 'approval.own'));

import type { Approval } from '@shared/api/types';

/** What it takes to decide about it. */
export const neededFor = ({ kind }: Pick<Approval, 'kind'>) =>
  kind === 'publish' ? 'programme.publish' : 'members.adjust';

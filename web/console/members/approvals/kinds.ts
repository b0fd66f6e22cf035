import type { Approval, ApprovalDetails } from '@shared/api/types';

/** What waits for a second person, accounts that are to be merged among it. */
export type AnyApproval = Omit<Approval, 'kind' | 'details'> & {
  kind: Approval['kind'] | 'merge';
  details: ApprovalDetails & {
    /** For merging: the account that goes on; the subject is the one that ends. */
    into?: string | null;
  };
};

/** What it takes to decide about it. */
export const neededFor = ({ kind }: Pick<AnyApproval, 'kind'>) =>
  kind === 'publish' ? 'programme.publish' : 'members.adjust';

import { call } from '@shared/api/call';
import type { Identity as Reachable } from '@shared/api/types';
import { useMutation } from '@tanstack/react-query';

/** Has a code sent. */
export const useSend = () =>
  useMutation({ mutationFn: (to: Reachable) => call('POST /v1/member-codes', { body: { to } }) });

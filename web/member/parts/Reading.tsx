import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import type { ReactNode } from 'react';

interface Read<T> {
  data: T | undefined;
  isPending: boolean;
  error: Error | undefined;
  refetch: () => void;
}

/** The three states of a list: coming, failed, there. */
export function Reading<T>(props: {
  of: Read<T>;
  rows?: number;
  height?: number;
  children: (data: T) => ReactNode;
}) {
  const { data, isPending, error, refetch } = props.of;
  if (isPending) return <WaitingRows rows={props.rows ?? 3} height={props.height ?? 72} />;
  if (error) return <ProblemNote error={error} onRetry={refetch} />;
  return data === undefined ? null : props.children(data);
}

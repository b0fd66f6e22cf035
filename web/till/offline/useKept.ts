import { ApiProblem } from '@shared/api/problem';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { PATIENCE_MS } from '../desk/patience';

/**
 * The answer of the server; what was kept of an earlier one when it does not come in time, or not at all. An
 * answer that says no is an answer.
 */
export function useKept<T>(query: UseQueryResult<T, Error>, before: T | undefined): T | undefined {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (query.data !== undefined) return query.data;
  const isUnknown = query.isPending
    ? isLate || query.failureCount > 0
    : query.error instanceof ApiProblem && query.error.isOutcomeUnknown;
  return isUnknown ? before : undefined;
}

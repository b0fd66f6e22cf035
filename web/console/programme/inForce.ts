import { useRead } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import type { Activation, Version } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { useCallback, useMemo } from 'react';
import { useTexts } from '../texts/use';

export const isMissing = (error: unknown) =>
  error instanceof ApiProblem && error.code === 'programme.missing';

/** Of all that have begun, the one that began last counts; what lies ahead is planned. */
export function planOf(activations: readonly Activation[], now: number) {
  const byBegin = [...activations].sort(
    (a, b) => Date.parse(a.active_from) - Date.parse(b.active_from) || a.number - b.number,
  );
  const begun = byBegin.filter((one) => Date.parse(one.active_from) <= now);
  return { current: begun.at(-1), planned: byBegin.filter((one) => !begun.includes(one)) };
}

export type Standing = 'inForce' | 'planned' | 'draft' | 'published' | 'past';

/** What a version is to the shop right now. */
export function standingOf(
  version: Pick<Version, 'number' | 'state'>,
  activations: readonly Activation[],
  now: number,
): Standing {
  const { current, planned } = planOf(activations, now);
  if (current?.version === version.number) return 'inForce';
  if (planned.some((one) => one.version === version.number)) return 'planned';
  if (version.state === 'draft') return 'draft';
  return activations.some((one) => one.version === version.number) ? 'past' : 'published';
}

/** The record keeps ids of staff; whoever may see the list reads names. */
export function useAuthors(): (author: string | null | undefined) => string {
  const { find } = useTexts();
  const { data: session } = useSession();
  const staff = useRead('GET /v1/staff', {}, { enabled: may(session, 'access.manage') });
  const names = useMemo(
    () => new Map(staff.data?.items.map(({ id, name }) => [id, name])),
    [staff.data],
  );
  return useCallback(
    (author) => {
      const id = author ?? 'none';
      const plain = id.replace(/^staff[ :]/, '');
      if (session && plain === session.id) return session.name;
      return names.get(plain) ?? find(`actor.${id.replace('command line', 'cli')}`) ?? id;
    },
    [names, session, find],
  );
}

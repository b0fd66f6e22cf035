import type { Handover, OpenClaim } from '@shared/api/types';
import { expect, it } from 'vitest';
import { waiting } from './claims';

const claim = (handover: Handover): OpenClaim => ({
  claim: `clm_${handover}`,
  reward: handover,
  name: handover,
  quantity: 1,
  at: '2026-11-29T12:00:00Z',
  handover,
});

it('what was handed over at once waits for nobody', () => {
  const claims = [claim('at_once'), claim('pickup'), claim('digital')];
  expect(waiting(claims).map(({ handover }) => handover)).toEqual(['pickup', 'digital']);
});

it('nothing is known before the first answer', () => {
  expect(waiting(undefined)).toEqual([]);
});

import { call } from '@shared/api/call';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useMyId } from '../own/own';
import { type CardOnPhone, codeAt, keyOf, leftOf } from './code';

const FRESH_MS = 600_000;
/** Less is the way through the network, and not the clock. */
const LEAST_SKEW_MS = 3000;

/** The card as the phone keeps it. */
export function useCard() {
  const member_id = useMyId();
  return useQuery<CardOnPhone>({
    queryKey: ['card', member_id],
    queryFn: async ({ signal }) => {
      const told = await call(
        'GET /v1/members/{member_id}/card',
        { path: { member_id } },
        { signal },
      );
      return {
        number: told.number ?? undefined,
        member: told.member.replaceAll('-', ''),
        period: told.period_seconds,
        skew: skewOf(told.now),
        key: await keyOf(told.secret),
      };
    },
    staleTime: FRESH_MS,
    // A key is no plain data, and must not be compared as such.
    structuralSharing: false,
  });
}

function skewOf(now: string): number {
  const skew = Date.parse(now) - Date.now();
  return Math.abs(skew) < LEAST_SKEW_MS ? 0 : skew;
}

/** The code that counts now; it changes by itself, without a network. */
export function useCode(card: CardOnPhone | undefined) {
  const [code, setCode] = useState<string>();
  useEffect(() => {
    if (!card) return;
    let timer: number | undefined;
    const renew = async () => {
      clearTimeout(timer);
      setCode(await codeAt(card, Date.now()));
      timer = window.setTimeout(renew, leftOf(card, Date.now()) + 20);
    };
    // Timers sleep while the phone does.
    const woken = () => document.visibilityState === 'visible' && void renew();
    document.addEventListener('visibilitychange', woken);
    void renew();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', woken);
    };
  }, [card]);
  return code;
}

import { Button } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { IconGift, IconTicket } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Known } from '../sale/sale';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { Key } from './Key';
import { useShortcut } from './useShortcut';

const Offers = lazy(() => import('./Offers'));

/** What the member could use now. Nothing to use, no button. */
export function Extras({ member }: { member: Known }) {
  const { t } = useTexts();
  const { state } = useCounter();
  const [isOpen, setOpen] = useState(false);
  const path = { member_id: member.id };
  // Whoever comes back soon has used something up since, or was given something.
  const options = { enabled: state.reach !== 'down', isAsked: true };
  const coupons = useRead('GET /v1/members/{member_id}/coupons', { path }, options);
  const benefits = useRead('GET /v1/members/{member_id}/benefits', { path }, options);
  const rewards = useRead('GET /v1/members/{member_id}/rewards', { path }, options);
  const usable = [
    ...(coupons.data?.items ?? []),
    ...[...(benefits.data?.items ?? []), ...(rewards.data?.items ?? [])].filter(
      (one) => one.available,
    ),
  ].length;
  const isAny = usable + (benefits.data?.items.length ?? 0) + (rewards.data?.items.length ?? 0) > 0;
  useShortcut('F6', () => {
    if (isAny) setOpen(true);
  });
  if (!isAny) return null;
  return (
    <>
      <Button
        size="md"
        variant="light"
        leftSection={
          coupons.data?.items.length ? <IconTicket aria-hidden /> : <IconGift aria-hidden />
        }
        rightSection={<Key name="F6" />}
        onClick={() => setOpen(true)}
      >
        {t('offers.open', { count: usable })}
      </Button>
      {isOpen && (
        <Suspense>
          <Offers
            member={member}
            coupons={coupons.data?.items ?? []}
            benefits={benefits.data?.items ?? []}
            rewards={rewards.data?.items ?? []}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

import { Button, Stack, Text, Title } from '@mantine/core';
import type { Answer } from '@shared/api/call';
import { nameOf, useChange } from '@shared/api/hooks';
import type { Reward } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Known } from '../sale/sale';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useFigures } from './figures';
import { readable } from './levels';
import { Side } from './Side';

type Coupons = Answer<'GET /v1/members/{member_id}/coupons'>['items'];

/** What a member has: coupons for this receipt, benefits to use, rewards to take. */
export default function Offers(props: {
  member: Known;
  coupons: Coupons;
  benefits: Reward[];
  rewards: Reward[];
  onClose: () => void;
}) {
  const { t } = useTexts();
  const { member, coupons, benefits, rewards } = props;
  return (
    <Side
      title={t('offers.title', { name: member.name ?? t('member.unnamed') })}
      onClose={props.onClose}
    >
      <Stack gap="lg">
        {coupons.length > 0 && <CouponList coupons={coupons} onAdded={props.onClose} />}
        {benefits.length > 0 && (
          <Rewards title={t('offers.benefits')} rewards={benefits} member={member} />
        )}
        {rewards.length > 0 && (
          <Rewards title={t('offers.rewards')} rewards={rewards} member={member} />
        )}
      </Stack>
    </Side>
  );
}

function CouponList({ coupons, onAdded }: { coupons: Coupons; onAdded: () => void }) {
  const { t, format } = useTexts();
  const { reader, state } = useCounter();
  const isOn = (code: string) => state.sale.coupons.some((one) => one.code === code);
  const called = ({ name, coupon }: Coupons[number]) => name ?? readable(coupon);
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        {t('offers.coupons')}
      </Title>
      <ul className="offers">
        {coupons.map((coupon) => (
          <li key={coupon.id} className="offer">
            <div className="offer-what">
              <Text fw={600}>{called(coupon)}</Text>
              <Text size="sm" c="dimmed">
                {coupon.code}
                {coupon.until && ` · ${t('offers.until', { when: format.day(coupon.until) })}`}
              </Text>
            </div>
            <div className="offer-actions">
              <Button
                size="md"
                disabled={isOn(coupon.code)}
                onClick={() => {
                  reader.addCoupon(coupon.code, called(coupon));
                  onAdded();
                }}
              >
                {isOn(coupon.code) ? t('offers.added') : t('offers.add')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rewards(props: { title: string; rewards: Reward[]; member: Known }) {
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        {props.title}
      </Title>
      <ul className="offers">
        {props.rewards.map((reward) => (
          <RewardRow key={reward.reward} reward={reward} member={props.member} />
        ))}
      </ul>
    </section>
  );
}

/** Using something up cannot be seen from afar: one tap asks, the second does it. */
function RewardRow({ reward, member }: { reward: Reward; member: Known }) {
  const { t } = useTexts();
  const { reader } = useCounter();
  const { units } = useFigures();
  const [asked, setAsked] = useState<{ option?: string }>();
  const claim = useChange('POST /v1/members/{member_id}/claims');
  const client = useQueryClient();
  const take = (option?: string) => {
    const path = { member_id: member.id };
    const body = option ? { reward: reward.reward, option } : { reward: reward.reward };
    claim.mutate(
      { path, body },
      {
        onSuccess: async () => {
          setAsked(undefined);
          await Promise.all(
            (['rewards', 'benefits'] as const).map((list) =>
              client.invalidateQueries({ queryKey: nameOf(`GET /v1/members/{member_id}/${list}`) }),
            ),
          );
          await reader.refresh();
        },
      },
    );
  };
  const options = reward.options.filter((one) => one.available);
  const code = claim.data?.claims[0]?.code;
  return (
    <li className="offer">
      <div className="offer-what">
        <Text fw={600}>{reward.name}</Text>
        <Text size="sm" c="dimmed">
          {[
            ...reward.cost.map((cost) => units(cost.amount, cost.unit)),
            ...(typeof reward.left === 'number' ? [t('offers.left', { count: reward.left })] : []),
            ...(reward.refusal ? [reward.refusal.message] : []),
          ].join(' · ')}
        </Text>
        {claim.isSuccess && (
          <Text size="sm" className="offer-done" role="status">
            {code ? t('offers.pickup', { code }) : t('offers.done')}
          </Text>
        )}
        <ProblemNote error={claim.error} />
      </div>
      {asked === undefined ? (
        <div className="offer-actions">
          {options.length > 0 ? (
            options.map((one) => (
              <Button key={one.option} size="md" variant="light" onClick={() => setAsked(one)}>
                {one.name}
              </Button>
            ))
          ) : (
            <Button
              size="md"
              variant="light"
              disabled={!reward.available}
              onClick={() => setAsked({})}
            >
              {t('offers.use')}
            </Button>
          )}
        </div>
      ) : (
        <div className="offer-actions">
          <Button size="md" autoFocus loading={claim.isPending} onClick={() => take(asked.option)}>
            {t('offers.really')}
          </Button>
          <Button size="md" variant="default" onClick={() => setAsked(undefined)}>
            {t('cancel')}
          </Button>
        </div>
      )}
    </li>
  );
}

import type { Balance, Reward } from '@shared/api/types';
import { IconGift } from '@tabler/icons-react';
import { useState } from 'react';
import { giftIn, useCertificates } from '../../own/certificates';
import { useClaims } from '../../own/claims';
import { useOwn, useOwnSpoken } from '../../own/own';
import { useUnits } from '../../own/units';
import { Nothing } from '../../parts/Nothing';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { useLater } from '../../texts/use';
import { AddCertificate } from './AddCertificate';
import { Benefits } from './Benefits';
import { Certificates } from './Certificates';
import { Mine } from './Mine';
import { RewardCard } from './RewardCard';
import { RewardSheet } from './RewardSheet';

export default function Rewards() {
  const { t } = useLater();
  const balances = useOwn('GET /v1/members/{member_id}/balances').data?.items ?? [];
  const rewards = useOwnSpoken('GET /v1/members/{member_id}/rewards');
  const benefits = useOwnSpoken('GET /v1/members/{member_id}/benefits').data?.items ?? [];
  const claims = useClaims();
  const certificates = useCertificates();
  const [gift, setGift] = useState(() => giftIn(location.hash));
  const forget = () => {
    history.replaceState(null, '', location.pathname);
    setGift(undefined);
  };
  const isEmpty =
    rewards.data?.items.length === 0 && benefits.length + claims.length + certificates.length === 0;
  return (
    <Page title={t('rewards.title')}>
      <Held balances={balances} />
      <Mine claims={claims} />
      {certificates.length > 0 && <Certificates items={certificates} />}
      {gift && <AddCertificate code={gift} onClose={forget} />}
      <Benefits items={benefits} />
      <Reading of={rewards}>
        {({ items }) => items.length > 0 && <Catalogue items={items} balances={balances} />}
      </Reading>
      {isEmpty && (
        <Nothing
          icon={<IconGift size={32} />}
          title={t('rewards.none')}
          text={t('rewards.noneHint')}
        />
      )}
    </Page>
  );
}

function Held({ balances }: { balances: Balance[] }) {
  const { t } = useLater();
  const units = useUnits();
  const shown = balances.filter(({ unit }) => units.kindOf(unit) !== 'stamps');
  if (shown.length === 0) return null;
  return (
    <p className="lead figures">
      {t('rewards.have', {
        amount: shown.map(({ unit, spendable }) => units.say(unit, spendable)).join(' · '),
      })}
    </p>
  );
}

function Catalogue({ items, balances }: { items: Reward[]; balances: Balance[] }) {
  const { t } = useLater();
  const [open, setOpen] = useState<Reward>();
  const sorted = [...items].sort((a, b) => Number(b.available) - Number(a.available));
  return (
    <Section title={t('rewards.catalogue')}>
      <div className="rewards">
        {sorted.map((reward) => (
          <RewardCard
            key={reward.reward}
            reward={reward}
            balances={balances}
            onOpen={() => setOpen(reward)}
          />
        ))}
      </div>
      {open && <RewardSheet reward={open} balances={balances} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Balance, Change, Reward } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { difference } from '@shared/decimal/decimal';
import { useState } from 'react';
import { useMyId, useRenew } from '../../own/own';
import { useUnits } from '../../own/units';
import { CodeCard } from '../../parts/CodeCard';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';
import { useCost } from './cost';

interface Props {
  reward: Reward;
  balances: Balance[];
  onClose: () => void;
}

/** What it is and what it costs; then a clear yes; then the code. */
export function RewardSheet(props: Props) {
  const [done, setDone] = useState<Change>();
  return (
    <Sheet title={props.reward.name} onClose={props.onClose}>
      {done ? (
        <Claimed reward={props.reward} change={done} onClose={props.onClose} />
      ) : (
        <Ask {...props} onDone={setDone} />
      )}
    </Sheet>
  );
}

function Ask({ reward, balances, onDone }: Props & { onDone: (change: Change) => void }) {
  const { t, format } = useLater();
  const units = useUnits();
  const cost = useCost();
  const [option, setOption] = useState<string>();
  const path = { member_id: useMyId() };
  const renew = useRenew();
  const claim = useChange('POST /v1/members/{member_id}/claims');
  const needsOption = reward.options.length > 0;
  const submit = () => {
    const body = { reward: reward.reward, ...(option ? { option } : {}) };
    claim.mutate(
      { path, body },
      {
        onSuccess: (change) => {
          void renew();
          onDone(change);
        },
      },
    );
  };
  return (
    <div className="stack">
      <p className="price figures">{cost(reward)}</p>
      {reward.worth && (
        <p className="quiet">
          {t('rewards.worth', { money: format.money(reward.worth, reward.currency) })}
        </p>
      )}
      <p>{t(`handover.${reward.handover}`)}</p>
      {needsOption && <Options reward={reward} option={option} onPick={setOption} />}
      {reward.cost.map(({ unit, amount }) => {
        const held = balances.find((balance) => balance.unit === unit)?.spendable ?? '0';
        return reward.available ? (
          <p key={unit} className="quiet figures">
            {t('rewards.after', { amount: units.say(unit, difference(held, amount)) })}
          </p>
        ) : null;
      })}
      {!reward.available && (
        <p className="note">{reward.refusal?.message ?? t('rewards.notNow')}</p>
      )}
      <ProblemNote error={claim.error} />
      {reward.available && (
        <Button
          size="lg"
          loading={claim.isPending}
          disabled={needsOption && !option}
          onClick={submit}
        >
          {reward.cost.length > 0
            ? t('rewards.claim', { cost: cost(reward) })
            : t('rewards.claimFree')}
        </Button>
      )}
      {reward.available && needsOption && !option && (
        <p className="quiet centre">{t('rewards.pick')}</p>
      )}
    </div>
  );
}

function Options(props: {
  reward: Reward;
  option: string | undefined;
  onPick: (option: string) => void;
}) {
  const { t, format } = useLater();
  return (
    <fieldset className="options">
      <legend className="heard">{props.reward.name}</legend>
      {props.reward.options.map((one) => (
        <label key={one.option} className={one.option === props.option ? 'option is-on' : 'option'}>
          <input
            type="radio"
            name="option"
            checked={one.option === props.option}
            disabled={!one.available || !props.reward.available}
            onChange={() => props.onPick(one.option)}
          />
          <span className="row-text">
            {one.name}
            <span className="quiet">
              {one.at && `${format.moment(one.at)} `}
              {one.available
                ? one.places !== undefined &&
                  one.places !== null &&
                  t('rewards.places', { count: one.places })
                : one.refusal?.message}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Claimed({
  reward,
  change,
  onClose,
}: {
  reward: Reward;
  change: Change;
  onClose: () => void;
}) {
  const { t } = useLater();
  const code = change.claims.find((claim) => claim.code)?.code;
  return (
    <div className="stack centre">
      <p role="status">
        <strong>{t('rewards.yours')}</strong>
      </p>
      {code && <CodeCard code={code} label={t('rewards.code')} />}
      <p>{t(`claimed.${reward.handover}`)}</p>
      <Button size="lg" variant="light" onClick={onClose}>
        {t('close')}
      </Button>
    </div>
  );
}

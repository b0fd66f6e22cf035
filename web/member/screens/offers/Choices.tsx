import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Choice } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useMyId, useRenew } from '../../own/own';
import { Section } from '../../parts/Page';
import { useLater } from '../../texts/use';

export function Choices({ items }: { items: Choice[] }) {
  return items.map((choice) => <OneChoice key={choice.choice} choice={choice} />);
}

function OneChoice({ choice }: { choice: Choice }) {
  const { t } = useLater();
  const start = choice.picked.length > 0 ? choice.picked : choice.counts;
  const [picked, setPicked] = useState<string[]>(start);
  const path = { member_id: useMyId() };
  const renew = useRenew();
  const choose = useChange('POST /v1/members/{member_id}/choices');
  const isSame = [...picked].sort().join() === [...choice.picked].sort().join();
  const waits =
    choice.picked.length > 0 &&
    [...choice.picked].sort().join() !== [...choice.counts].sort().join();
  const options = picked.map((text) => text.trim()).filter(Boolean);
  return (
    <Section title={choice.name}>
      <div className="card stack">
        <p className="quiet">{t('choice.most', { count: choice.most })}</p>
        {choice.free ? (
          <FreeFields choice={choice} picked={picked} onChange={setPicked} />
        ) : (
          <Options choice={choice} picked={picked} onChange={setPicked} />
        )}
        {waits && <p className="note">{t('choice.later')}</p>}
        <ProblemNote error={choose.error} />
        {!isSame && (
          <Button
            size="lg"
            loading={choose.isPending}
            disabled={options.length === 0}
            onClick={() =>
              choose.mutate(
                { path, body: { choice: choice.choice, options } },
                { onSuccess: renew },
              )
            }
          >
            {t('choice.save')}
          </Button>
        )}
        {isSame && choose.isSuccess && <p role="status">{t('saved')}</p>}
      </div>
    </Section>
  );
}

interface Fields {
  choice: Choice;
  picked: string[];
  onChange: (picked: string[]) => void;
}

function Options({ choice, picked, onChange }: Fields) {
  const isSingle = choice.most === 1;
  const toggle = (option: string) => {
    if (isSingle) return onChange([option]);
    const without = picked.filter((one) => one !== option);
    onChange(without.length < picked.length ? without : [...picked, option]);
  };
  return (
    <fieldset className="options">
      <legend className="heard">{choice.name}</legend>
      {choice.options.map(({ option, name }) => {
        const isOn = picked.includes(option);
        return (
          <label key={option} className={isOn ? 'option is-on' : 'option'}>
            <input
              type={isSingle ? 'radio' : 'checkbox'}
              name={choice.choice}
              checked={isOn}
              disabled={!isOn && !isSingle && picked.length >= choice.most}
              onChange={() => toggle(option)}
            />
            {name}
          </label>
        );
      })}
    </fieldset>
  );
}

/** What members write themselves, such as the numbers of friends. */
function FreeFields({ choice, picked, onChange }: Fields) {
  const { t } = useLater();
  return Array.from({ length: choice.most }, (_, at) => (
    <label
      // biome-ignore lint/suspicious/noArrayIndexKey: a field is nothing but its place
      key={at}
      className="field"
    >
      <span>{t('choice.free', { name: choice.name, number: at + 1 })}</span>
      <input
        value={picked[at] ?? ''}
        onChange={(event) => {
          const next = Array.from({ length: choice.most }, (_, one) => picked[one] ?? '');
          next[at] = event.currentTarget.value;
          onChange(next);
        }}
      />
    </label>
  ));
}

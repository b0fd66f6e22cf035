import { Loader, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRead } from '@shared/api/hooks';
import type { MemberRow } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useUnits } from '../../shell/units';
import { useTexts } from '../../texts/use';
import { Face } from '../Face';
import { knownOf } from './known';

/** Short enough not to be felt, long enough not to ask for every letter of a fast typist. */
export const PAUSE_MS = 120;

/** Enough to see that more has to be typed. */
const SHOWN = 6;

/** Finds one member by anything, inside of a dialog. */
export function MemberPick(props: {
  label: string;
  /** Who is not offered. */
  except?: string;
  onPick: (row: MemberRow) => void;
}) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), PAUSE_MS);
  const found = useRead(
    'POST /v1/members/search',
    { body: { q: wanted, limit: SHOWN + 1 } },
    { enabled: wanted !== '', keepsLast: true },
  );
  const rows = wanted ? found.data?.items.filter(({ id }) => id !== props.except) : undefined;
  return (
    <div>
      <TextInput
        type="search"
        label={props.label}
        placeholder={t('members.searchHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={found.isFetching ? <Loader size="xs" aria-hidden /> : undefined}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ProblemNote error={found.error} onRetry={found.refetch} />
      <div role="status">
        {rows?.length === 0 && (
          <Text size="sm" c="dimmed" mt="sm">
            {t('members.nobodyTitle')}. {t('members.nobodyText')}
          </Text>
        )}
      </div>
      <ul className="picks" aria-busy={found.isPlaceholderData}>
        {rows?.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <Pick row={row} onPick={() => props.onPick(row)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Pick({ row, onPick }: { row: MemberRow; onPick: () => void }) {
  const { t } = useTexts();
  const units = useUnits();
  const [first] = row.balances;
  return (
    <button type="button" className="pick" onClick={onPick}>
      <Face name={row.name} id={row.id} size={36} />
      <span className="pick-who">
        <b>{row.name ?? t('members.unnamed')}</b>
        <span className="pick-known">
          {[row.blocked && t('members.blocked'), knownOf(row)].filter(Boolean).join(' · ')}
        </span>
      </span>
      {first && <span className="figures">{units.had(first.unit, first.spendable)}</span>}
    </button>
  );
}

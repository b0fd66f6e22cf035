import { Button, TextInput } from '@mantine/core';
import { IconBackspace, IconPlus } from '@tabler/icons-react';
import { type FormEvent, type RefObject, useState } from 'react';
import { isTwoWays } from '../money/typed';
import { type Draft, drafted, isUnclear, keepDraft } from '../sale/sale';
import { isEan } from '../scan/recognise';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { Key } from './Key';

const ERASE = 'erase';
/** As on a till: three rows of four. */
const KEYS = ['7', '8', '9', ERASE, '4', '5', '6', '.', '1', '2', '3', '0'];

const LABELS: Record<string, 'entry.erase' | 'entry.point'> = {
  [ERASE]: 'entry.erase',
  '.': 'entry.point',
};

/** What is sold: a price is enough. It counts while it is typed; Enter makes room for the next. */
export function Entry({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const { t } = useTexts();
  const { desk, state, programme } = useCounter();
  const [aim, setAim] = useState<'price' | 'quantity'>('price');
  const { isFinishing } = state;
  const { draft } = state.sale;
  const scale = programme.currency_scale;
  const set = (part: Partial<Draft>) =>
    desk.edit((sale) => ({ ...sale, draft: { ...sale.draft, ...part } }));
  const line = drafted(draft, scale);
  const isWrong = isUnclear(state.sale, scale);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (line && isEan(line.sku)) void desk.met.rememberItem(line);
    desk.edit((sale) => keepDraft(sale, scale));
    field.current?.focus();
  };
  const press = (key: string) => {
    // One piece is only a proposal: what is typed takes its place.
    const old = aim === 'quantity' && draft.quantity === '1' && key !== ERASE ? '' : draft[aim];
    set({ [aim]: key === ERASE ? old.slice(0, -1) : old + key });
  };
  return (
    <form className="entry card" onSubmit={add}>
      <TextInput
        ref={field}
        size="xl"
        label={t('entry.price')}
        inputMode="decimal"
        autoComplete="off"
        placeholder="0"
        rightSection={<span className="currency">{programme.currency}</span>}
        rightSectionWidth={72}
        classNames={{ input: 'price figures' }}
        error={isWrong ? t(isTwoWays(draft.price) ? 'entry.twoWays' : 'entry.wrong') : undefined}
        readOnly={isFinishing}
        value={draft.price}
        onFocus={() => setAim('price')}
        onChange={(event) => set({ price: event.currentTarget.value })}
      />
      <div className="entry-more">
        <TextInput
          size="md"
          label={t('entry.name')}
          autoComplete="off"
          readOnly={isFinishing}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          size="md"
          label={t('entry.quantity')}
          inputMode="decimal"
          autoComplete="off"
          classNames={{ input: 'figures' }}
          readOnly={isFinishing}
          value={draft.quantity}
          onFocus={() => setAim('quantity')}
          onChange={(event) => set({ quantity: event.currentTarget.value })}
        />
      </div>
      <fieldset className="pad keypad" aria-label={t('entry.keypad')}>
        {KEYS.map((key) => (
          <button
            type="button"
            key={key}
            aria-label={LABELS[key] && t(LABELS[key])}
            disabled={isFinishing || (key === '.' && aim === 'price' && scale === 0)}
            onClick={() => press(key)}
          >
            {key === ERASE ? <IconBackspace aria-hidden /> : key}
          </button>
        ))}
      </fieldset>
      <Button
        type="submit"
        size="lg"
        variant="light"
        fullWidth
        disabled={!line}
        leftSection={<IconPlus aria-hidden />}
        rightSection={<Key name="↵" />}
      >
        {t('entry.add')}
      </Button>
    </form>
  );
}

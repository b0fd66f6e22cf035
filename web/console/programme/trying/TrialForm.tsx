import {
  ActionIcon,
  Button,
  Group,
  NativeSelect,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';
import { at, declaredIn, type Entries, entriesOf, nameOf } from '../document/model';
import { categoriesIn, type readsOf, type Trial, type TrialLine, type Who } from './basket';

interface Props {
  trial: Trial;
  root: Entries | undefined;
  currency: string;
  reads: ReturnType<typeof readsOf>;
  onChange: (trial: Trial) => void;
}

export function TrialForm(props: Props) {
  const { t } = useTexts();
  const { trial, onChange } = props;
  return (
    <Stack className="card" gap="md">
      <Title order={2} size="h3">
        {t('try.receipt')}
      </Title>
      <Buyer {...props} />
      <Lines {...props} />
      <div className="try-more">
        <TextInput
          label={t('try.code')}
          value={trial.code}
          onChange={(event) => onChange({ ...trial, code: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t('try.at')}
          description={t('try.atHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={trial.at}
          onChange={(event) => onChange({ ...trial, at: event.currentTarget.value })}
        />
        <Spending {...props} />
      </div>
    </Stack>
  );
}

function Buyer({ trial, root, onChange }: Props) {
  const { t, locale } = useTexts();
  const tiers = declaredIn(root).tracks.flatMap(({ key: track, levels }) =>
    levels.map((tier) => ({
      value: `tier ${track} ${tier}`,
      label: nameOf(at(root, ['tiers', track, 'levels', tier]), tier, locale),
    })),
  );
  const { who } = trial;
  const value = who.is === 'tier' ? `tier ${who.track} ${who.tier}` : who.is;
  const choose = (chosen: string): Who => {
    const [is, track = '', tier = ''] = chosen.split(' ');
    if (is === 'tier') return { is, track, tier };
    if (is === 'member') return { is, phone: '' };
    return { is: is === 'newcomer' ? 'newcomer' : 'stranger' };
  };
  return (
    <Group grow align="start">
      <NativeSelect
        label={t('try.who')}
        value={value}
        data={[
          ...(tiers.length > 0 ? [{ group: t('try.tiers'), items: tiers }] : []),
          {
            group: t('try.others'),
            items: [
              { value: 'newcomer', label: t('try.newcomer') },
              { value: 'stranger', label: t('try.stranger') },
              { value: 'member', label: t('try.member') },
            ],
          },
        ]}
        onChange={(event) => onChange({ ...trial, who: choose(event.currentTarget.value) })}
      />
      {who.is === 'member' && (
        <TextInput
          label={t('try.phone')}
          type="tel"
          value={who.phone}
          onChange={(event) =>
            onChange({ ...trial, who: { is: 'member', phone: event.currentTarget.value } })
          }
        />
      )}
    </Group>
  );
}

const FIELDS = ['category', 'quantity', 'price'] as const;

function Lines({ trial, root, currency, reads, onChange }: Props) {
  const { t } = useTexts();
  const known = categoriesIn(root);
  const put = (lines: TrialLine[]) => onChange({ ...trial, lines });
  const change = (index: number, part: Partial<TrialLine>) =>
    put(trial.lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  return (
    <Stack gap="xs">
      <datalist id="try-categories">
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {trial.lines.map((line, index) => (
        // Lines have no name of their own; they stay in their places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div className="try-line" key={index}>
          {FIELDS.map((field) => (
            <TextInput
              key={field}
              label={index === 0 ? fieldLabel(field) : undefined}
              aria-label={`${fieldLabel(field)} ${index + 1}`}
              value={line[field]}
              {...(field === 'category'
                ? { list: 'try-categories' }
                : { inputMode: 'decimal' as const })}
              error={isWrong(field, line[field])}
              onChange={(event) => change(index, { [field]: event.currentTarget.value })}
            />
          ))}
          <ActionIcon
            variant="subtle"
            color="bad"
            size={44}
            disabled={trial.lines.length === 1}
            aria-label={t('try.removeLine', { number: index + 1 })}
            onClick={() => put(trial.lines.filter((_, at) => at !== index))}
          >
            <IconTrash size={20} />
          </ActionIcon>
          {FIELDS.some((field) => isWrong(field, line[field])) && (
            <Text size="sm" c="bad" className="try-wrong">
              {t('form.wrong')}
            </Text>
          )}
        </div>
      ))}
      <div>
        <Button
          variant="light"
          leftSection={<IconPlus size={18} />}
          onClick={() => {
            const last = trial.lines.at(-1);
            put([
              ...trial.lines,
              {
                name: '',
                category: known[trial.lines.length] ?? '',
                quantity: '1',
                price: last?.price ?? '',
              },
            ]);
          }}
        >
          {t('try.addLine')}
        </Button>
      </div>
    </Stack>
  );

  function isWrong(field: (typeof FIELDS)[number], text: string): boolean {
    return field !== 'category' && text !== '' && reads[field](text) === undefined;
  }

  function fieldLabel(field: (typeof FIELDS)[number]): string {
    return field === 'price' ? t('try.price', { currency }) : t(`try.${field}`);
  }
}

/** Paying with points: only for units with which one can pay. */
function Spending({ trial, root, reads, onChange }: Props) {
  const { t, locale } = useTexts();
  const units = entriesOf(at(root, ['redemption'])).map(([unit]) => unit);
  const typed = (unit: string) => trial.spend.find((one) => one.unit === unit)?.amount ?? '';
  const isWrong = (unit: string) =>
    typed(unit) !== '' && reads.units(unit, typed(unit)) === undefined;
  return units.map((unit) => (
    <TextInput
      key={unit}
      label={t('try.spend', { unit: nameOf(at(root, ['units', unit]), unit, locale) })}
      inputMode="decimal"
      value={typed(unit)}
      error={isWrong(unit) && t('form.wrong')}
      onChange={(event) => {
        const others = trial.spend.filter((one) => one.unit !== unit);
        const amount = event.currentTarget.value;
        onChange({ ...trial, spend: amount ? [...others, { unit, amount }] : others });
      }}
    />
  ));
}

import { Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTexts } from '../../texts/use';
import { ENDS, type Expiry, readExpiry, SPANS, writeExpiry } from './expiry';

/** When something lapses: chosen from what is usual; what is said in another way stays text. */
export function ExpiryInput(props: {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}) {
  const { t } = useTexts();
  const expiry = props.value === undefined ? undefined : readExpiry(props.value);
  if (props.value !== undefined && !expiry) {
    return (
      <TextInput
        label={props.label}
        defaultValue={props.value}
        onBlur={(event) => event.currentTarget.value && props.onChange(event.currentTarget.value)}
      />
    );
  }
  const put = (next: Expiry) => props.onChange(writeExpiry(next));
  const way = !expiry ? '' : expiry.is === 'end' ? expiry.of : expiry.is;
  const choose = (chosen: string) => {
    const end = ENDS.find((one) => one === chosen);
    if (end) put({ is: 'end', of: end });
    else if (chosen === 'never') put({ is: 'never' });
    else if (chosen === 'after' || chosen === 'quiet') {
      put({ is: chosen, count: 12, unit: 'months' });
    }
  };
  return (
    <Group gap="xs" align="end" wrap="wrap">
      <NativeSelect
        label={props.label}
        value={way}
        data={[
          ...(way === '' ? [{ value: '', label: '' }] : []),
          { value: 'never', label: t('expiry.never') },
          { value: 'after', label: t('expiry.after') },
          { value: 'quiet', label: t('expiry.quiet') },
          ...ENDS.map((value) => ({ value, label: t(`expiry.${value}`) })),
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {(expiry?.is === 'after' || expiry?.is === 'quiet') && (
        <>
          <NumberInput
            aria-label={t('expiry.count')}
            w={90}
            min={1}
            max={3660}
            allowDecimal={false}
            value={expiry.count}
            onChange={(count) => Number(count) > 0 && put({ ...expiry, count: Number(count) })}
          />
          <NativeSelect
            aria-label={t('expiry.unit')}
            value={expiry.unit}
            data={SPANS.map((value) => ({ value, label: t(`span.${value}`) }))}
            onChange={(event) => {
              const unit = SPANS.find((one) => one === event.currentTarget.value);
              if (unit) put({ ...expiry, unit });
            }}
          />
        </>
      )}
    </Group>
  );
}

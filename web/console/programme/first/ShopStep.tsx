import { Button, Select, TextInput } from '@mantine/core';
import { Form } from '@shared/components/Form';
import { IconArrowRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTexts } from '../../texts/use';
import { currencies, ownZone, zones } from './guess';

export interface Shop {
  name: string;
  currency: string;
  time_zone: string;
}

/** Only the name has to be typed: currency and time zone are what the browser says. */
export function ShopStep(props: {
  shop: Shop;
  onChange: (shop: Shop) => void;
  onNext: () => void;
}) {
  const { t, locale } = useTexts();
  const { shop, onChange } = props;
  const money = useMemo(() => currencies(locale), [locale]);
  const places = useMemo(() => zones(ownZone()), []);
  return (
    <section className="card first-shop">
      <Form onSubmit={() => shop.name.trim() && props.onNext()}>
        <TextInput
          size="lg"
          label={t('first.name')}
          description={t('first.nameHint')}
          data-autofocus
          autoFocus
          required
          withAsterisk={false}
          maxLength={80}
          value={shop.name}
          onChange={(event) => onChange({ ...shop, name: event.currentTarget.value })}
        />
        <Select
          label={t('first.currency')}
          data={money}
          searchable
          allowDeselect={false}
          value={shop.currency}
          onChange={(currency) => currency && onChange({ ...shop, currency })}
        />
        <Select
          label={t('first.zone')}
          description={t('first.zoneHint')}
          data={places}
          searchable
          allowDeselect={false}
          value={shop.time_zone}
          onChange={(time_zone) => time_zone && onChange({ ...shop, time_zone })}
        />
        <Button type="submit" size="md" rightSection={<IconArrowRight size={18} />}>
          {t('first.next')}
        </Button>
      </Form>
    </section>
  );
}

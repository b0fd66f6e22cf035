import { Button } from '@mantine/core';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { useLater } from '../../texts/use';
import { usePreference } from './Preferences';

/** Told once: presents depend on it, so only the shop can change it later. */
export function Birthday() {
  const { t } = useLater();
  const [day, setDay] = useState('');
  const { change, path, renew } = usePreference();
  const submit = () => {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    change.mutate({ path, body: { birthday: { year, month, day: date } } }, { onSuccess: renew });
  };
  return (
    <Form onSubmit={submit}>
      <label className="field">
        <span>{t('preferences.birthday')}</span>
        <input
          type="date"
          value={day}
          autoComplete="bday"
          max={new Date().toISOString().slice(0, 10)}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </label>
      <p className="quiet">{t('preferences.birthdayHint')}</p>
      <ProblemNote error={change.error} />
      {day && (
        <Button type="submit" size="lg" loading={change.isPending}>
          {t('save')}
        </Button>
      )}
    </Form>
  );
}

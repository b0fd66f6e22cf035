import { Button, Text, TextInput, Title } from '@mantine/core';
import { call } from '@shared/api/call';
import { nameOf } from '@shared/api/hooks';
import { ApiProblem } from '@shared/api/problem';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { codeIn, isWhole, written } from '../enrolCode';
import { useTexts } from '../texts/use';

const REVOKED = new ApiProblem({ code: 'till.revoked', status: 422, title: '', hint: '' });

export function Enrol({ wasRevoked }: { wasRevoked: boolean }) {
  const { t } = useTexts();
  const [code, setCode] = useState(() => codeIn(location.hash));
  const client = useQueryClient();
  const enrol = useMutation({
    mutationFn: () => call('POST /v1/till/enrol', { body: { code } }),
    onSuccess: () => client.invalidateQueries({ queryKey: nameOf('GET /v1/till') }),
  });
  return (
    <section className="card" style={{ width: 'min(100%, 460px)' }}>
      <Form onSubmit={() => enrol.mutate()}>
        <Title order={1} size="h2">
          {t('enrol.title')}
        </Title>
        <Text c="dimmed">{t('enrol.lead')}</Text>
        <TextInput
          size="xl"
          label={t('enrol.code')}
          placeholder="1234-5678"
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          classNames={{ input: 'code' }}
          value={code}
          onChange={(event) => setCode(written(event.currentTarget.value))}
        />
        <ProblemNote error={enrol.error ?? (wasRevoked ? REVOKED : null)} />
        <Button type="submit" size="xl" loading={enrol.isPending} disabled={!isWhole(code)}>
          {t('enrol.submit')}
        </Button>
      </Form>
    </section>
  );
}

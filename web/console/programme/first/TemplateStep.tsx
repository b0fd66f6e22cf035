import { Badge, Chip, Group, Text, UnstyledButton } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Template } from '@shared/api/types';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { spoken } from '../document/model';

/** A dozen ways to reward people. One click takes one. */
export function TemplateStep(props: {
  currency: string;
  chosen: Template | undefined;
  onChoose: (template: Template) => void;
}) {
  const { t, find } = useTexts();
  const templates = useRead('GET /v1/templates', { query: { currency: props.currency } });
  const [business, setBusiness] = useState('all');
  const items = templates.data?.items ?? [];
  const kinds = [...new Set(items.flatMap((one) => one.business))];
  const businessText = (key: string) => find(`business.${key}`) ?? spoken(key);
  const shown = items.filter((one) => business === 'all' || one.business.includes(business));
  return (
    <>
      {templates.isPending && <WaitingRows rows={3} height={140} />}
      <ProblemNote error={templates.error} onRetry={templates.refetch} />
      {kinds.length > 1 && (
        <Chip.Group value={business} onChange={(value) => setBusiness(String(value))}>
          <Group gap={8} role="group" className="first-business" aria-label={t('first.business')}>
            <Chip value="all" size="md">
              {t('first.allBusiness')}
            </Chip>
            {kinds.map((kind) => (
              <Chip key={kind} value={kind} size="md">
                {businessText(kind)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      <ul className="templates">
        {shown.map((template) => (
          <li key={template.key}>
            <UnstyledButton
              className="card template"
              data-chosen={props.chosen?.key === template.key}
              onClick={() => props.onChoose(template)}
            >
              {template.recommended && (
                <Badge color="good" variant="light" tt="none" mb="xs">
                  {t('first.recommended')}
                </Badge>
              )}
              <Text fw={650} size="lg">
                {template.title}
              </Text>
              <Text c="dimmed" size="sm" mt={4}>
                {template.summary}
              </Text>
              <Group gap={6} mt="sm">
                {template.kinds.map((kind) => (
                  <Badge key={kind} variant="light" tt="none">
                    {find(`mechanic.${kind}`) ?? spoken(kind)}
                  </Badge>
                ))}
              </Group>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}

import { Badge, Button, Group, Progress, Text, Title } from '@mantine/core';
import { LanguageChoice } from '@shared/components/Choices';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { LOCALE_NAMES } from '@shared/i18n/locale';
import { LOCALES } from '@shared/i18n/types';
import { useMemo } from 'react';
import { useActive } from '../../offers/useActive';
import { plainOf } from '../../programme/document/model';
import { type Line, missingIn, useLines } from '../../programme/wording/useLines';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';

/** Which languages people read: of the screens, which we bring, and of the programme, which the shop writes. */
export default function Languages() {
  const { t } = useTexts();
  const active = useActive();
  const root = useMemo(() => plainOf(active.text), [active.text]);
  const { schema, locales, lines } = useLines(root);
  return (
    <Page title={t('languages.title')} lead={t('languages.lead')}>
      <section className="card">
        <Title order={2} size="h4" mb="xs">
          {t('languages.screens')}
        </Title>
        <Text c="dimmed" mb="md">
          {t('languages.screensText', {
            languages: LOCALES.map((locale) => LOCALE_NAMES[locale]).join(', '),
          })}
        </Text>
        <div style={{ maxWidth: 280 }}>
          <LanguageChoice />
        </div>
      </section>
      {(active.isPending || schema.isPending) && <WaitingRows rows={2} />}
      <ProblemNote error={active.error} onRetry={active.refetch} />
      <ProblemNote error={schema.error} onRetry={schema.refetch} />
      {active.isMissing && <Text c="dimmed">{t('languages.noProgramme')}</Text>}
      {lines.length > 0 && (
        <section className="card">
          <Title order={2} size="h4" mb="xs">
            {t('languages.programme')}
          </Title>
          <Text c="dimmed" mb="md">
            {t('languages.programmeText')}
          </Text>
          <ul className="rows">
            {locales.map((locale, at) => (
              <Language
                key={locale}
                locale={locale}
                isFirst={at === 0}
                missing={missingIn(lines, at)}
                share={1 - missingIn(lines, at).length / lines.length}
              />
            ))}
          </ul>
          <Button component="a" href="/console/programme/edit?tab=texts" variant="light" mt="lg">
            {t('languages.toProgramme')}
          </Button>
        </section>
      )}
    </Page>
  );
}

/** At most so many places are named; the table of texts has the others. */
const NAMED = 6;

function Language(props: {
  locale: string;
  isFirst: boolean;
  missing: readonly Line[];
  share: number;
}) {
  const { t, locale: own, format } = useTexts();
  const { locale, isFirst, missing, share } = props;
  const name = new Intl.DisplayNames(own, { type: 'language' }).of(locale) ?? locale;
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={650} tt="capitalize">
            {name}
          </Text>
          {isFirst && (
            <Badge variant="light" tt="none">
              {t('languages.first')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" className="figures">
          {missing.length === 0
            ? t('languages.whole')
            : t('languages.missing', { count: missing.length })}
        </Text>
      </Group>
      <Progress
        value={share * 100}
        color={missing.length === 0 ? 'good' : 'warn'}
        size={8}
        radius="xl"
        mt={6}
        aria-label={t('languages.share', { language: name, share: format.share(share) })}
      />
      {missing.length > 0 && (
        <Text size="sm" mt={6} className="code">
          {missing
            .slice(0, NAMED)
            .map(({ id }) => id)
            .join(', ')}
          {missing.length > NAMED && ' …'}
        </Text>
      )}
    </li>
  );
}

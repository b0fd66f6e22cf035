import { Alert, Anchor, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconArrowLeft, IconCircleCheck } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { NotFound } from '../../screens/NotFound';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { AskField } from './AskField';
import { Preview } from './Preview';
import {
  type Answers,
  type Base,
  type Field,
  nameValue,
  PATTERNS,
  type PatternKey,
} from './pattern';
import { patterns, written } from './patterns';
import { useBase } from './useBase';
import { useCheck } from './useCheck';
import { type OpenDraft, useSave } from './useSave';
import { useSuggestedNames } from './useSuggestedNames';
import '../offers.css';

export default function Create() {
  const { pattern } = useParams({ strict: false });
  const key = PATTERNS.find((one) => one === pattern);
  return key ? <Creating key={key} pattern={key} /> : <NotFound />;
}

function Creating({ pattern }: { pattern: PatternKey }) {
  const { t } = useTexts();
  const { base, draft, isPending, error, refetch } = useBase();
  const [saved, setSaved] = useState<number>();
  return (
    <Page title={t(`pattern.${pattern}`)} lead={t(`patternText.${pattern}`)}>
      <Anchor component={Link} to="/offers/new" w="fit-content">
        <Group gap={6}>
          <IconArrowLeft size={18} aria-hidden /> {t('create.others')}
        </Group>
      </Anchor>
      {isPending && <WaitingRows height={160} rows={2} />}
      <ProblemNote error={error} onRetry={refetch} />
      {saved !== undefined ? (
        <Saved version={saved} />
      ) : (
        base && <Questions pattern={pattern} base={base} draft={draft} onSaved={setSaved} />
      )}
    </Page>
  );
}

interface Asked {
  pattern: PatternKey;
  base: Base;
  draft: OpenDraft | undefined;
  onSaved: (version: number) => void;
}

function Questions({ pattern, base, draft, onSaved }: Asked) {
  const { t } = useTexts();
  const fields = useMemo(() => patterns[pattern].fields(base), [pattern, base]);
  const [typed, setTyped] = useState<Answers>({});
  const suggested = useSuggestedNames(pattern, base.locales);
  const [names, setNames] = useState<Record<string, string>>({});
  const answers = useMemo(() => ({ ...initials(fields), ...typed }), [fields, typed]);
  const asked = fields.filter(({ onlyIf }) => !onlyIf || answers[onlyIf.ask] === onlyIf.is);
  const isWhole = asked.every((field) => field.isOptional || answers[field.ask]);
  const result = useMemo(() => {
    const name = nameValue({ ...suggested, ...names }, base.locales);
    return written(pattern, base, answers, name);
  }, [pattern, base, answers, suggested, names]);
  const [shown] = useDebouncedValue(result, 350);
  const check = useCheck(shown.text, isWhole);
  const save = useSave(draft, onSaved);
  // What is sent is what was looked at: a draft with mistakes helps nobody.
  const maySave = isWhole && shown === result && check.isGood;
  return (
    <div className="split">
      <section className="card">
        <Form onSubmit={() => save.run(result.text)}>
          {asked.map((field) => (
            <AskField
              key={field.ask}
              field={field}
              base={base}
              value={answers[field.ask] ?? ''}
              onChange={(value) => setTyped((old) => ({ ...old, [field.ask]: value }))}
            />
          ))}
          {base.locales.map((locale) => (
            <TextInput
              key={locale}
              label={
                base.locales.length > 1
                  ? t('create.nameIn', { language: languageName(locale) })
                  : t('create.name')
              }
              description={locale === base.locales[0] ? t('create.nameHint') : undefined}
              required
              withAsterisk={false}
              maxLength={100}
              value={names[locale] ?? suggested[locale] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setNames((old) => ({ ...old, [locale]: value }));
              }}
            />
          ))}
          <ProblemNote error={save.error} />
          <Text size="sm" c="dimmed">
            {draft ? t('create.openDraft', { version: draft.number }) : t('create.newDraft')}
          </Text>
          <Button type="submit" size="md" loading={save.isPending} disabled={!maySave}>
            {t('create.save')}
          </Button>
        </Form>
      </section>
      {isWhole ? (
        <Preview text={shown.text} places={shown.places} timeZoneDay={base.today} check={check} />
      ) : (
        <Text c="dimmed">{t('create.fill')}</Text>
      )}
    </div>
  );
}

const initials = (fields: Field[]): Answers =>
  Object.fromEntries(fields.map(({ ask, initial }) => [ask, initial]));

const languageName = (locale: string) =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;

function Saved({ version }: { version: number }) {
  const { t } = useTexts();
  return (
    <Alert
      color="good"
      variant="light"
      radius="lg"
      p="xl"
      icon={<IconCircleCheck aria-hidden />}
      title={
        <Title order={2} size="h3">
          {t('create.savedTitle', { version })}
        </Title>
      }
    >
      <Text mb="md">{t('create.savedText')}</Text>
      <Group>
        <Button component="a" href="/console/programme">
          {t('create.toPublish')}
        </Button>
        <Button variant="default" renderRoot={(root) => <Link to="/offers/new" {...root} />}>
          {t('create.another')}
        </Button>
      </Group>
    </Alert>
  );
}

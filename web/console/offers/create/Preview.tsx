import { Alert, Stack, Text, Title } from '@mantine/core';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTexts } from '../../texts/use';
import { itemsOf } from '../document/items';
import { readDocument } from '../document/read';
import { sourceOf } from '../document/source';
import { stateOf, stretchOf } from '../document/state';
import { useWords } from '../document/useWords';
import { ItemCard } from '../list/ItemCard';
import type { Check } from './useCheck';

interface Place {
  section: string;
  key: string;
}

/** How it will stand among the offers, what the server says about it, and what goes into the document. */
export function Preview(props: {
  text: string;
  places: Place[];
  timeZoneDay: string;
  check: Check;
}) {
  const { text, places, timeZoneDay, check } = props;
  const { t, locale } = useTexts();
  const document = useMemo(() => readDocument(text), [text]);
  const words = useWords(document);
  const items = useMemo(() => {
    const wanted = new Set(places.map(({ section, key }) => `${section}/${key}`));
    return itemsOf(document, locale).filter(({ section, key }) => wanted.has(`${section}/${key}`));
  }, [document, locale, places]);
  const sources = useMemo(() => places.map((place) => snippet(text, place)), [text, places]);
  return (
    <Stack>
      <Title order={2} size="h4">
        {t('preview.title')}
      </Title>
      {items.map((item) => (
        <ItemCard
          key={`${item.section}/${item.key}`}
          item={item}
          state={stateOf(stretchOf(item), `${timeZoneDay}T12:00`)}
          words={words}
          isPreview
        />
      ))}
      <Checked check={check} places={places} />
      <details>
        <summary style={{ cursor: 'pointer', padding: '8px 0' }}>{t('preview.source')}</summary>
        <pre className="source">{sources.join('\n\n')}</pre>
      </details>
    </Stack>
  );
}

function snippet(text: string, { section, key }: Place): string {
  if (section === key) return sourceOf(text, [section])?.text ?? '';
  const lines = (sourceOf(text, [section, key])?.text ?? '').split('\n');
  return [`${section}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** What the server finds; remarks only about what is new, errors all of them. */
function Checked({ check, places }: { check: Check; places: Place[] }) {
  const { t } = useTexts();
  if (check.error) return <ProblemNote error={check.error} onRetry={check.refetch} />;
  if (!check.data) return null;
  const isNew = (path: string) =>
    places.some(({ section, key }) =>
      path.startsWith(section === key ? section : `${section}.${key}`),
    );
  const { findings, valid } = check.data;
  const told = findings.filter(({ severity, path }) => severity === 'error' || isNew(path));
  return (
    <div aria-live="polite">
      {valid && told.length === 0 && (
        <Text c="var(--t-good-text)" display="flex" style={{ gap: 8, alignItems: 'center' }}>
          <IconCircleCheck size={20} aria-hidden /> {t('preview.fine')}
        </Text>
      )}
      {told.map((finding) => (
        <Alert
          key={`${finding.code}/${finding.path}/${finding.line}`}
          color={finding.severity === 'error' ? 'bad' : 'warn'}
          variant="light"
          mb="xs"
          title={finding.message}
        >
          {finding.hint}
        </Alert>
      ))}
    </div>
  );
}

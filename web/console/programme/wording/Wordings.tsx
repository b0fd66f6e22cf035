import { Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTexts } from '../../texts/use';
import { plainOf } from '../document/model';
import { Unreadable } from '../forms/Unreadable';
import type { Draft } from '../workbench/draft';
import { AddLanguage } from './AddLanguage';
import type { Cell, Form } from './cells';
import { has } from './read';
import { type Line, missingIn, useLines } from './useLines';
import { WordingGroup } from './WordingGroup';
import { addLocale, reword } from './write';

/** All that members read, in every language of the programme, beside each other. */
export default function Wordings(props: {
  draft: Draft;
  onDocument: (line: number | undefined) => void;
}) {
  const { t } = useTexts();
  const { draft } = props;
  const root = useMemo(() => plainOf(draft.text), [draft.text]);
  const { schema, locales, lines } = useLines(root);
  const { shown, keep, filter } = useFilter(lines);
  if (!root) return <Unreadable onDocument={props.onDocument} />;
  const write = ({ id, wording }: Line, cell: Cell, form: Form, typed: string) => {
    keep(id);
    draft.setText(reword(draft.text, { wording, cell, form, typed, locales }));
  };
  const sections = [...new Set(shown.map(({ wording }) => wording.section))];
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('wording.lead')}</Text>
      <Standing lines={lines} locales={locales}>
        <AddLanguage
          locales={locales}
          onAdd={(locale) => draft.setText(addLocale(draft.text, locale))}
        />
      </Standing>
      {filter}
      {schema.isPending && <WaitingRows rows={4} height={120} />}
      <ProblemNote error={schema.error} onRetry={schema.refetch} />
      {lines.length > 0 && shown.length === 0 && (
        <Text c="dimmed" role="status">
          {t('wording.nothing')}
        </Text>
      )}
      {sections.map((section) => (
        <WordingGroup
          key={section}
          section={section}
          locales={locales}
          lines={shown.filter(({ wording }) => wording.section === section)}
          onWrite={write}
        />
      ))}
    </Stack>
  );
}

/** Which lines are looked for. A line that was just written stays until something else is looked for. */
function useFilter(lines: readonly Line[]) {
  const { t } = useTexts();
  const [words, setWords] = useState('');
  const [isOnlyMissing, setOnlyMissing] = useState(false);
  const [kept, setKept] = useState<readonly string[]>([]);
  const shown = lines.filter(
    ({ id, wording, cells }) =>
      kept.includes(id) ||
      (has(wording, words) && (!isOnlyMissing || cells.some((cell) => cell.isMissing))),
  );
  const filter = (
    <Group gap="lg" align="center">
      <TextInput
        type="search"
        className="wording-search"
        aria-label={t('wording.search')}
        placeholder={t('wording.search')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={words}
        onChange={(event) => {
          setKept([]);
          setWords(event.currentTarget.value);
        }}
      />
      <Switch
        label={t('wording.onlyMissing')}
        checked={isOnlyMissing}
        onChange={(event) => {
          setKept([]);
          setOnlyMissing(event.currentTarget.checked);
        }}
      />
    </Group>
  );
  const keep = (id: string) => setKept((old) => (old.includes(id) ? old : [...old, id]));
  return { shown, keep, filter };
}

/** What is missing in which language. */
function Standing(props: {
  lines: readonly Line[];
  locales: readonly string[];
  children: ReactNode;
}) {
  const { t, locale: own } = useTexts();
  const names = useMemo(() => new Intl.DisplayNames(own, { type: 'language' }), [own]);
  return (
    <section className="card" aria-label={t('menu.languages')}>
      <ul className="wording-standing">
        {props.locales.map((locale, at) => {
          const count = missingIn(props.lines, at).length;
          return (
            <li key={locale}>
              <Text span fw={600} tt="capitalize">
                {names.of(locale) ?? locale}
              </Text>{' '}
              <Text span c={count > 0 ? 'var(--t-warn-text)' : 'dimmed'}>
                {count > 0 ? t('languages.missing', { count }) : t('languages.whole')}
              </Text>
            </li>
          );
        })}
      </ul>
      {props.children}
    </section>
  );
}

import { Badge, Button, Text, Title } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useTexts } from '../../texts/use';
import { spoken } from '../document/model';
import type { Cell, Form } from './cells';
import type { Wording } from './read';
import type { Line } from './useLines';
import { WordsInput } from './WordsInput';

type Write = (line: Line, cell: Cell, form: Form, typed: string) => void;

/** As many lines of a group are shown before somebody asks for all. */
const FIRST = 12;

/** The texts of one section of the document. */
export function WordingGroup(props: {
  section: string;
  locales: readonly string[];
  lines: readonly Line[];
  onWrite: Write;
}) {
  const { t, find, locale: own } = useTexts();
  const { section, locales, lines } = props;
  const [isWhole, setWhole] = useState(false);
  const heading = useId();
  const names = useMemo(() => new Intl.DisplayNames(own, { type: 'language' }), [own]);
  const shown = isWhole ? lines : lines.slice(0, FIRST);
  const title = find(`part.${section}`) ?? spoken(section);
  return (
    <section className="card" aria-labelledby={heading}>
      <Title order={2} size="h4" id={heading}>
        {title}
      </Title>
      <table className="wording" aria-labelledby={heading}>
        <thead>
          <tr>
            <th scope="col">{t('wording.text')}</th>
            {locales.map((locale) => (
              <th scope="col" key={locale}>
                {names.of(locale) ?? locale}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <WordingLine key={line.id} line={line} title={title} names={names} {...props} />
          ))}
        </tbody>
      </table>
      {lines.length > shown.length && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {t('wording.all', { count: lines.length })}
        </Button>
      )}
    </section>
  );
}

function WordingLine(props: {
  line: Line;
  title: string;
  names: Intl.DisplayNames;
  onWrite: Write;
}) {
  const { t } = useTexts();
  const { line, names } = props;
  const { wording, cells } = line;
  const what = useWhat(wording);
  const label = wording.of.join(' › ') || props.title;
  return (
    <tr>
      <th scope="row">
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {what}
        </Text>
      </th>
      {cells.map((cell) => {
        const language = names.of(cell.locale) ?? cell.locale;
        return (
          <td key={cell.locale} data-language={language}>
            {cell.forms.map(({ form }) => (
              <WordsInput
                key={form}
                label={`${label}, ${what}, ${language}`}
                wording={wording}
                cell={cell}
                form={form}
                onWrite={(typed) => props.onWrite(line, cell, form, typed)}
              />
            ))}
            {cell.isMissing && (
              <Badge color="warn" variant="light" tt="none" mt={4}>
                {t('wording.missing')}
              </Badge>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** What the text tells; of several sentences, which. */
function useWhat({ what, path }: Wording): string {
  const { find } = useTexts();
  const last = path.at(-1);
  const said = find(`told.${what}`) ?? spoken(what);
  return typeof last === 'number' ? `${said} ${last + 1}` : said;
}

import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../../texts/use';
import type { Cell, Form } from './cells';
import type { Wording } from './read';
import { mayGo } from './write';

/** From so many letters on there is room for more than a line. */
const LONG = 48;

/** Numbers that a form goes with: they say more than the names that grammar has for the forms. */
const NUMBERS: Record<Form, string> = { one: '1', few: '2–4', many: '5–20', other: '0, 2–…' };
const NUMBERS_RU: Record<Form, string> = { one: '1, 21', few: '2–4', many: '5–20', other: '1,5' };

/** Written when the field is left, or Enter is pressed in a field of one line. */
export function WordsInput(props: {
  label: string;
  wording: Wording;
  cell: Cell;
  form: Form;
  onWrite: (typed: string) => void;
}) {
  const { t } = useTexts();
  const { wording, cell, form } = props;
  const shown = cell.forms.find((one) => one.form === form)?.text?.trimEnd() ?? '';
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const isCounted = cell.forms.length > 1;
  const isLeft = typed.trim() === '' && shown !== '' && !mayGo({ wording, cell, form });
  const commit = () => {
    if (typed.trim() !== shown.trim() && !isLeft) props.onWrite(typed);
  };
  // A field that grew keeps what it is, and with it the keyboard.
  const [isLong] = useState(shown.length > LONG || shown.includes('\n'));
  const numbers = (cell.locale.split('-')[0] === 'ru' ? NUMBERS_RU : NUMBERS)[form];
  const common = {
    'aria-label': isCounted ? `${props.label}, ${numbers}` : props.label,
    lang: cell.locale,
    dir: 'auto',
    value: typed,
    placeholder: form === 'other' ? cell.instead : '',
    error: isLeft ? t('wording.needed') : undefined,
    onBlur: commit,
  } as const;
  if (isLong) {
    const rows = shown
      .split('\n')
      .reduce((sum, line) => sum + 1 + Math.floor(line.length / LONG), 0);
    return (
      <Textarea
        {...common}
        rows={Math.min(rows, 8)}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
      {...(isCounted
        ? { leftSection: <span className="form-sign">{numbers}</span>, leftSectionWidth: 64 }
        : {})}
    />
  );
}

import { TextInput } from '@mantine/core';
import type { ApiProblem } from '@shared/api/problem';
import { useEffect, useEffectEvent, useRef } from 'react';
import { friendIn } from '../scan/friend';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';

/** The code of whoever brought somebody: typed, or scanned wherever the cursor stands. */
export function FriendField(props: {
  value: string;
  onChange: (code: string) => void;
  /** What the server has against the code. */
  refused: ApiProblem | undefined;
}) {
  const { t, find } = useTexts();
  const { reader } = useCounter();
  const field = useRef<HTMLInputElement>(null);
  const { refused, onChange } = props;
  const take = useEffectEvent((text: string) => {
    const code = friendIn(text);
    if (code) onChange(code);
    return code !== undefined;
  });
  useEffect(() => reader.lend((text) => take(text)), [reader]);
  useEffect(() => {
    if (refused) field.current?.focus();
  }, [refused]);
  const title = refused && (find(`title:${refused.code}`) ?? refused.title);
  const hint = refused && (find(`hint:${refused.code}`) ?? refused.hint);
  return (
    <TextInput
      ref={field}
      size="lg"
      label={t('enrolment.friend')}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      classNames={{ input: 'figures' }}
      value={props.value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={refused && `${title}. ${hint}`}
    />
  );
}

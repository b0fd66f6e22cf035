import { ActionIcon, TextInput } from '@mantine/core';
import { IconCamera, IconScan } from '@tabler/icons-react';
import { lazy, type RefObject, Suspense, useEffect, useState } from 'react';
import { isComplete } from '../scan/phone';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';

const Camera = lazy(() => import('./Camera'));

/** A scanner is done in a tenth of a second; whoever stops that long has typed the whole number. */
const PAUSE_MS = 300;

/** Where everything comes in: cards, codes, phone numbers. */
export function ScanField(props: {
  field: RefObject<HTMLInputElement | null>;
  onRead: () => void;
}) {
  const { t } = useTexts();
  const { desk, reader } = useCounter();
  const [text, setText] = useState('');
  const [isFilming, setFilming] = useState(false);
  const read = (what: string) => {
    if (what.trim() === '') return;
    setText('');
    props.onRead();
    void reader.read(what);
  };
  useEffect(() => {
    if (!isComplete(text, desk.country)) return;
    const timer = setTimeout(() => {
      setText('');
      props.onRead();
      void reader.read(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, desk, reader, props.onRead]);
  return (
    <form
      className="scan"
      onSubmit={(event) => {
        event.preventDefault();
        read(text);
      }}
    >
      <TextInput
        ref={props.field}
        size="lg"
        aria-label={t('scan.label')}
        placeholder={t('scan.label')}
        leftSection={<IconScan aria-hidden />}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ActionIcon
        size={50}
        variant="light"
        aria-label={t('scan.camera')}
        title={t('scan.camera')}
        onClick={() => setFilming(true)}
      >
        <IconCamera />
      </ActionIcon>
      {isFilming && (
        <Suspense>
          <Camera
            onClose={() => setFilming(false)}
            onRead={(found) => {
              setFilming(false);
              read(found);
            }}
          />
        </Suspense>
      )}
    </form>
  );
}

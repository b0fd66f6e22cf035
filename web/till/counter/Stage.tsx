import { useRef } from 'react';
import { isEmpty } from '../sale/sale';
import { useTexts } from '../texts/use';
import { Done } from './Done';
import { useCounter } from './desk';
import { Entry } from './Entry';
import { Lines } from './Lines';
import { MemberStrip } from './MemberStrip';
import { NoticeLine } from './NoticeLine';
import { Preview } from './Preview';
import { ScanField } from './ScanField';
import { useShortcut } from './useShortcut';
import { useWedge } from './useWedge';

/** The whole counter on one screen: who, what, and what it comes to. */
export function Stage() {
  const { t } = useTexts();
  const { desk, reader, state } = useCounter();
  const scan = useRef<HTMLInputElement>(null);
  const price = useRef<HTMLInputElement>(null);
  useWedge(scan, (text) => void reader.read(text));
  useShortcut('Escape', () => {
    desk.clear();
    scan.current?.focus();
  });
  const isBetween = isEmpty(state.sale) && state.last !== undefined;
  return (
    <>
      <h1 className="heard">{t('counter.title')}</h1>
      <div className="counter-left">
        <ScanField field={scan} onRead={() => price.current?.focus()} />
        <NoticeLine />
        <MemberStrip />
        <div className="work">
          <Entry field={price} />
          <Lines />
        </div>
      </div>
      <aside className="counter-right">
        {isBetween ? <Done /> : <Preview onFinished={() => scan.current?.focus()} />}
      </aside>
    </>
  );
}

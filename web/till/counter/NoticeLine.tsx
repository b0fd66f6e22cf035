import { Button, CloseButton } from '@mantine/core';
import { inOneLine } from '@shared/problems/said';
import { useSaid } from '@shared/problems/useSaid';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useFigures } from './figures';

/** One line about the last thing that was done, and what can be done about it. */
export function NoticeLine() {
  const { t } = useTexts();
  const { desk, reader, state } = useCounter();
  const { notice } = state;
  const said = useNotice();
  return (
    <div role="status" className={said ? `notice is-${said.tone}` : 'heard'}>
      {said && <span>{said.text}</span>}
      {notice?.kind === 'unknownCode' && state.reach !== 'down' && (
        <Button variant="outline" color="warn" onClick={() => void reader.collect(notice.code)}>
          {t('notice.collect')}
        </Button>
      )}
      {said && (
        <CloseButton size={48} aria-label={t('close')} onClick={() => desk.say(undefined)} />
      )}
    </div>
  );
}

function useNotice(): { tone: 'good' | 'warn' | 'bad'; text: string } | undefined {
  const { t } = useTexts();
  const { state } = useCounter();
  const { money } = useFigures();
  const { notice } = state;
  const refusal = useSaid(notice?.kind === 'refused' ? notice.told : undefined);
  switch (notice?.kind) {
    case undefined:
      return undefined;
    case 'coupon':
      return { tone: 'good', text: t('notice.coupon', { name: notice.name }) };
    case 'certificate':
      return { tone: 'good', text: t('notice.certificate', { balance: money(notice.balance) }) };
    case 'collected':
      return { tone: 'good', text: t('notice.collected') };
    case 'claimed':
      return {
        tone: 'good',
        text: t('notice.claimed', { name: notice.name || t('member.unnamed') }),
      };
    case 'newItem':
      return { tone: 'warn', text: t('notice.newItem', { code: notice.code }) };
    case 'unknownCode':
      return { tone: 'warn', text: t('notice.unknownCode', { code: notice.code }) };
    case 'unread':
      return { tone: 'warn', text: t('notice.unread', { text: notice.text }) };
    case 'needsNetwork':
      return { tone: 'warn', text: t('notice.needsNetwork') };
    case 'totalChanged':
      return { tone: 'warn', text: t('notice.totalChanged') };
    case 'refused': {
      if (!refusal) return undefined;
      const { reasons } = notice.told;
      const why = reasons.length > 0 ? reasons : [refusal.hint];
      return { tone: 'bad', text: inOneLine(refusal.title, why) };
    }
  }
}

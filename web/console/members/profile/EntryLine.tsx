import { Text, UnstyledButton } from '@mantine/core';
import type { Effect, LedgerEntry, ReceiptRow } from '@shared/api/types';
import { IconHelpCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useUnits } from '../../shell/units';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import { iconOf } from './activity';
import { signed } from './hints';
import { sentenceOf } from './sentence';

export function EntryLine(props: {
  entry: LedgerEntry;
  receipt: ReceiptRow | undefined;
  onAsk: (effect?: number) => void;
}) {
  const { t, find, format } = useTexts();
  const when = useWhen();
  const { entry, receipt } = props;
  const Icon = iconOf(entry.activity);
  return (
    <li className="entry">
      <span className="entry-icon" aria-hidden>
        <Icon size={20} />
      </span>
      <div className="entry-body">
        <div className="entry-head">
          <Text fw={650}>
            {find(`activity:${entry.activity}`) ?? entry.activity}
            {receipt && (
              <span className="figures"> · {format.money(receipt.payable, receipt.currency)}</span>
            )}
          </Text>
          <Text size="sm" c="dimmed">
            <time dateTime={entry.at}>{when.moment(entry.at)}</time>
          </Text>
        </div>
        {entry.effects.map((effect) => (
          <EffectLine
            key={effect.index}
            effect={effect}
            version={entry.programme_version}
            onAsk={() => props.onAsk(effect.index)}
          />
        ))}
        {entry.refusals.map((refusal) => (
          <Text size="sm" c="bad" key={refusal.code + refusal.message}>
            {refusal.message}
          </Text>
        ))}
        <div className="entry-foot">
          {entry.receipt && (
            <Link
              to="/reports/receipts/$receiptId"
              params={{ receiptId: entry.receipt }}
              className="quiet-link"
            >
              {t('members.receiptNumber', {
                number: receipt?.number ?? `…${entry.receipt.slice(-6)}`,
              })}
            </Link>
          )}
          {entry.effects.length === 0 && (
            <UnstyledButton className="quiet-link" onClick={() => props.onAsk()}>
              {t('members.details')}
            </UnstyledButton>
          )}
        </div>
      </div>
    </li>
  );
}

/** One consequence: how much, the reason in a sentence, and the rule with its version. */
function EffectLine(props: {
  effect: Effect;
  version: number | null | undefined;
  onAsk: () => void;
}) {
  const { t, find, locale, format } = useTexts();
  const units = useUnits();
  const { effect, version } = props;
  const book = useBook();
  const amount = signed(effect);
  const sentence = sentenceOf(effect, locale) ?? find(`effect:${effect.kind}`) ?? effect.kind;
  const name = effect.rule && (book?.ruleName(effect.rule) ?? effect.rule);
  // Most sentences begin with the name of their rule.
  const isNamed = name && sentence.includes(name);
  const rule = [!isNamed && name, version && t('members.version', { version })].filter(Boolean);
  return (
    <button type="button" className="effect" onClick={props.onAsk}>
      <span className="effect-text">
        {sentence}
        {rule.length > 0 && <span className="effect-rule">{rule.join(' · ')}</span>}
      </span>
      <span
        className="effect-amount figures"
        data-sign={amount?.startsWith('-') ? 'minus' : 'plus'}
      >
        {amount &&
          effect.unit &&
          `${amount.startsWith('-') ? '' : '+'}${units.amount(effect.unit, amount)}`}
        {!amount && effect.money && units.currency && format.money(effect.money, units.currency)}
      </span>
      <span className="effect-why">
        <IconHelpCircle size={18} aria-hidden />
        {t('members.why')}
      </span>
    </button>
  );
}

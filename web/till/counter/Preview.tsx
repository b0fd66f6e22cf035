import { Alert, Button, CloseButton, Text } from '@mantine/core';
import type { Quote } from '@shared/api/types';
import { isZero } from '@shared/decimal/decimal';
import { useSaid } from '@shared/problems/useSaid';
import { IconAlertTriangle, IconCloudOff, IconReceipt } from '@tabler/icons-react';
import { isUnclear, linesOf } from '../sale/sale';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { useFigures } from './figures';
import { Key } from './Key';
import { PointsPay } from './PointsPay';
import { useShortcut } from './useShortcut';

/** What it comes to, why, and the button that ends the sale. */
export function Preview({ onFinished }: { onFinished: () => void }) {
  const { t } = useTexts();
  const { desk, state, programme } = useCounter();
  const { money } = useFigures();
  const { sale, preview } = state;
  const scale = programme.currency_scale;
  const hasLines = linesOf(sale, scale).length > 0;
  const quote =
    preview.kind === 'quoted'
      ? preview.quote
      : preview.kind === 'asking'
        ? preview.before
        : undefined;
  const canFinish = hasLines && !isUnclear(sale, scale) && preview.kind !== 'refused';
  const finish = () => {
    if (canFinish) void desk.finish().then(onFinished);
  };
  useShortcut('F2', finish);
  return (
    <section className="receipt card" aria-label={t('receipt.label')}>
      <div className="receipt-body" aria-busy={preview.kind === 'asking'}>
        {!hasLines && <Waiting />}
        {hasLines && quote && <Quoted quote={quote} />}
        {hasLines && preview.kind === 'alone' && (
          <Alert color="warn" icon={<IconCloudOff aria-hidden />} title={t('alone.title')}>
            {t('alone.text')}
          </Alert>
        )}
        {preview.kind === 'refused' && <Refused />}
        <Attached />
      </div>
      <div className="receipt-foot">
        <PointsPay />
        <div className="pay-bar">
          <div className="due" aria-live="polite">
            <span>{t('receipt.due')}</span>
            <strong className={`figures ${preview.kind === 'asking' ? 'is-asking' : ''}`}>
              {money(desk.due())}
            </strong>
          </div>
          <Button
            size="xl"
            fullWidth
            className="finish"
            disabled={!canFinish}
            loading={state.isFinishing}
            rightSection={<Key name="F2" />}
            onClick={finish}
          >
            {t('receipt.finish')}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Waiting() {
  const { t } = useTexts();
  return (
    <div className="basket-empty">
      <IconReceipt size={48} aria-hidden />
      <Text fw={600}>{t('counter.title')}</Text>
      <Text size="sm" c="dimmed">
        {t('receipt.empty')}
      </Text>
    </div>
  );
}

function Quoted({ quote }: { quote: Quote }) {
  const { t } = useTexts();
  const { state } = useCounter();
  const { money, units } = useFigures();
  const { totals } = quote;
  const earned = quote.effects.filter((effect) => effect.kind === 'earned');
  const unpaid = state.preview.kind === 'quoted' ? state.preview.unpaid : undefined;
  const refusals = [...quote.refusals.map((one) => one.message), ...(unpaid?.reasons ?? [])];
  const rows = [
    { label: t('receipt.total'), value: totals.total, sign: '', always: true },
    { label: t('receipt.discount'), value: totals.discount, sign: '−', always: false },
    { label: t('receipt.byUnits'), value: totals.paid_by_units, sign: '−', always: false },
    {
      label: t('receipt.byCertificates'),
      value: totals.paid_by_certificates,
      sign: '−',
      always: false,
    },
  ];
  return (
    <>
      <dl className="totals">
        {rows
          .filter((row) => row.always || !isZero(row.value))
          .map((row) => (
            <div key={row.label} className={row.always ? '' : 'is-saving'}>
              <dt>{row.label}</dt>
              <dd className="figures">{`${row.sign}${money(row.value)}`}</dd>
            </div>
          ))}
        {earned.map((effect) => (
          <div key={effect.index} className="is-earned">
            <dt>{t('receipt.earns')}</dt>
            <dd className="figures">{units(effect.amount ?? '0', effect.unit ?? '', '+')}</dd>
          </div>
        ))}
      </dl>
      {refusals.map((message) => (
        <p key={message} className="notice is-warn">
          {message}
        </p>
      ))}
      {quote.hints.map((hint) => (
        <p key={hint.subject + hint.code} className="notice is-good">
          {hint.message}
        </p>
      ))}
      {quote.sentences.length > 0 && (
        <details className="why" open>
          <summary>{t('receipt.why')}</summary>
          <ul>
            {quote.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Refused() {
  const { preview } = useCounter().state;
  const told = preview.kind === 'refused' ? preview.told : undefined;
  const said = useSaid(told);
  if (!told || !said) return null;
  return (
    <Alert color="bad" icon={<IconAlertTriangle aria-hidden />} title={said.title}>
      {told.reasons.length > 0 ? told.reasons.join(' ') : said.hint}
    </Alert>
  );
}

/** Coupons and certificates that were shown; a cross takes them off. */
function Attached() {
  const { t } = useTexts();
  const { desk, state } = useCounter();
  const { money } = useFigures();
  const { coupons, certificates } = state.sale;
  if (coupons.length + certificates.length === 0) return null;
  return (
    <ul className="attached">
      {coupons.map(({ code, name }) => (
        <li key={code}>
          <span>{t('receipt.coupon', { name })}</span>
          <CloseButton
            size={48}
            aria-label={t('receipt.takeOff', { name })}
            onClick={() =>
              desk.edit((sale) => ({
                ...sale,
                coupons: sale.coupons.filter((one) => one.code !== code),
              }))
            }
          />
        </li>
      ))}
      {certificates.map(({ code, balance }) => (
        <li key={code}>
          <span>{t('receipt.certificate', { balance: money(balance) })}</span>
          <CloseButton
            size={48}
            aria-label={t('receipt.takeOff', { name: code })}
            onClick={() =>
              desk.edit((sale) => ({
                ...sale,
                certificates: sale.certificates.filter((one) => one.code !== code),
              }))
            }
          />
        </li>
      ))}
    </ul>
  );
}

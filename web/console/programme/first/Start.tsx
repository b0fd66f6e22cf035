import { Stepper } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { Template } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { may, useSession } from '@shared/session/session';
import { IconLock } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import '../programme.css';
import { currencyOf, ownZone } from './guess';
import { Live } from './Live';
import { PreviewStep } from './PreviewStep';
import { type Shop, ShopStep } from './ShopStep';
import { TemplateStep } from './TemplateStep';

/** From nothing to a programme that counts: three steps, one field to type. */
export default function Start() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const programme = useRead('GET /v1/programme', {});
  const [step, setStep] = useState(0);
  const [template, setTemplate] = useState<Template>();
  const [isLive, setLive] = useState<'inForce' | 'waiting'>();
  const [shop, setShop] = useState<Shop>(() => {
    const time_zone = ownZone();
    return { name: '', currency: currencyOf(time_zone, navigator.languages), time_zone };
  });
  useEffect(() => {
    if (step > 0) window.scrollTo(0, 0);
  }, [step]);
  if (isLive) return <Live outcome={isLive} />;
  // Who comes back by the address finds what counts already.
  if (programme.data && step === 0) return <Navigate to="/programme" replace />;
  if (!may(session, 'programme.publish')) {
    return (
      <Page title={t('first.title')}>
        <Empty
          icon={<IconLock size={32} />}
          title={t('home.emptyTitle')}
          text={t('home.emptyText')}
        />
      </Page>
    );
  }
  return (
    <Page title={t('first.title')} lead={t('first.lead')}>
      <Stepper
        active={step}
        onStepClick={setStep}
        allowNextStepsSelect={false}
        size="sm"
        iconSize={36}
        color="var(--t-primary-fill)"
      >
        <Stepper.Step label={t('first.shop')} />
        <Stepper.Step label={t('first.template')} />
        <Stepper.Step label={t('first.preview')} />
      </Stepper>
      {step === 0 && <ShopStep shop={shop} onChange={setShop} onNext={() => setStep(1)} />}
      {step === 1 && (
        <TemplateStep
          currency={shop.currency}
          chosen={template}
          onChoose={(one) => {
            setTemplate(one);
            setStep(2);
          }}
        />
      )}
      {step === 2 && template && (
        <PreviewStep
          shop={shop}
          template={template}
          onBack={() => setStep(1)}
          onLive={(outcome) => setLive(outcome)}
        />
      )}
    </Page>
  );
}

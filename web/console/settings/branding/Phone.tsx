import { Text } from '@mantine/core';
import { Qr } from '@shared/components/Qr';
import { variablesOf } from '@shared/theme/theme';
import { type Scheme, tokensOf } from '@shared/theme/tokens';
import type { CSSProperties } from 'react';
import { useTexts } from '../../texts/use';

interface Shown {
  scheme: Scheme;
  name: string;
  colour: string;
  logo: string | undefined;
}

/** The member app as it will look, in the very colours that it will work out. */
export function Phone({ scheme, name, colour, logo }: Shown) {
  const { t, format } = useTexts();
  const colours = variablesOf(tokensOf(scheme, colour)) as CSSProperties;
  return (
    <figure className="phone" style={{ ...colours, margin: 0 }} aria-label={t(`look.${scheme}`)}>
      <div className="phone-card">
        <div style={{ display: 'flex', alignItems: 'center', gap: 10 }}>
          {logo && (
            <img src={logo} alt="" width={36} height={36} style={{ objectFit: 'contain' }} />
          )}
          <Text fw={700} size="lg" truncate>
            {name || t('look.nameless')}
          </Text>
        </div>
        <div
          style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'end', gap: 12 }}
        >
          <div>
            <Text size="sm">{t('look.balance')}</Text>
            <Text fz={30} fw={700} className="figures" lh={1.1}>
              {format.number(1240)}
            </Text>
          </div>
          <div className="phone-code">
            <Qr text="T1.preview" label={t('look.qr')} />
          </div>
        </div>
      </div>
      <div className="phone-row" style={{ marginTop: 12 }}>
        <Text size="sm" fw={600}>
          {t('look.coffee')}
        </Text>
        <span className="phone-badge">+{format.number(12)}</span>
      </div>
      <div className="phone-row" style={{ marginTop: 8 }}>
        <Text size="sm" fw={600}>
          {t('look.reward')}
        </Text>
        <span className="phone-button">{t('look.take')}</span>
      </div>
    </figure>
  );
}

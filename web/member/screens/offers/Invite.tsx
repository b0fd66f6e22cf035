import { Copy } from '@shared/components/Copy';
import { invitationLink } from '@shared/invitation/link';
import { useBrand } from '@shared/theme/Brand';
import { useOwn } from '../../own/own';
import { CodeCard } from '../../parts/CodeCard';
import { Page } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { Share } from '../../parts/Share';
import { useLater } from '../../texts/use';

export default function Invite() {
  const { t } = useLater();
  const { brand } = useBrand();
  const code = useOwn('GET /v1/members/{member_id}/referral-code');
  return (
    <Page title={t('invite.title')} lead={t('invite.lead')} back="/offers">
      <Reading of={code} rows={1} height={280}>
        {(told) => {
          const link = invitationLink(location.origin, told.code);
          return (
            <div className="card stack">
              <CodeCard code={told.code} qr={link} label={t('invite.link')} />
              <p className="quiet centre link">{link}</p>
              {'share' in navigator && (
                <Share
                  text={t('invite.text', { shop: brand.name, code: told.code })}
                  url={link}
                  label={t('invite.share')}
                />
              )}
              <Copy text={link} label={t('invite.copy')} />
              <ol className="numbers">
                <li>{t('invite.one')}</li>
                <li>{t('invite.two')}</li>
                <li>{t('invite.three')}</li>
              </ol>
            </div>
          );
        }}
      </Reading>
    </Page>
  );
}

import { Devices } from '@shared/components/Devices';
import { Page } from '../../parts/Page';
import { useLater } from '../../texts/use';

export default function Signed() {
  const { t } = useLater();
  return (
    <Page title={t('devices.title')} back="/me">
      <Devices />
    </Page>
  );
}

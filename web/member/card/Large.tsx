import { Qr } from '@shared/components/Qr';
import { useBrand } from '@shared/theme/Brand';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTexts } from '../texts/use';
import { Barcode } from './Barcode';
import { useCard, useCode } from './useCard';

/** The whole screen white, and awake: pages cannot turn up the light, but they can be as bright as it gets. */
export default function Large({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTexts();
  const { brand } = useBrand();
  const ref = useRef<HTMLDialogElement>(null);
  const card = useCard();
  const code = useCode(card.data);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  useAwake();
  const cancel = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={ref} className="large" aria-label={t('home.card')} onCancel={cancel}>
      <header>
        <strong>{brand.name}</strong>
        <button type="button" onClick={onClose} aria-label={t('close')}>
          <IconX aria-hidden size={28} />
        </button>
      </header>
      {code && <Qr text={code} label={t('card.qr')} />}
      {card.data?.number && <Barcode digits={card.data.number} />}
      <footer>
        <strong>{name}</strong>
        <span>{t('card.changes')}</span>
      </footer>
    </dialog>
  );
}

/** Keeps the screen on; a browser that cannot leaves it to the phone. */
function useAwake() {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const take = async () => {
      const taken = await navigator.wakeLock?.request('screen').catch(() => undefined);
      if (isOver) await taken?.release();
      else lock = taken;
    };
    void take();
    return () => {
      isOver = true;
      void lock?.release();
    };
  }, []);
}

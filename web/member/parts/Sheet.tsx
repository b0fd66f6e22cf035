import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../texts/use';

/**
 * Comes up from below, where the thumb is. The browser's own dialog: it holds the focus, closes by Escape, and
 * gives the focus back.
 */
export function Sheet(props: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTexts();
  const ref = useRef<HTMLDialogElement>(null);
  const label = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // A click beside the sheet closes it; who uses the keyboard has Escape and the button.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={ref}
      className="sheet"
      aria-labelledby={label}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => event.target === ref.current && props.onClose()}
    >
      <div className="sheet-inside">
        <header>
          <h2 id={label}>{props.title}</h2>
          <button type="button" className="round" onClick={props.onClose} aria-label={t('close')}>
            <IconX aria-hidden />
          </button>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}

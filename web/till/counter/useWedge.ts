import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { Burst } from '../scan/burst';

const isField = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);

/**
 * Listens to scanners that type, wherever the cursor stands; and what a person types while it stands nowhere
 * goes into the field for scans.
 */
export function useWedge(
  field: RefObject<HTMLInputElement | null>,
  onScan: (text: string) => void,
) {
  const burst = useRef<Burst>(undefined);
  burst.current ??= new Burst();
  const listener = burst.current;
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    if (target instanceof HTMLSelectElement) return;
    const scanned = listener.key(event.key, event.timeStamp);
    if (scanned) {
      event.preventDefault();
      event.stopPropagation();
      if (isField(target)) takeOut(target, scanned.text);
      onScan(scanned.text);
      return;
    }
    const isTyped = [...event.key].length === 1 && event.key !== ' ';
    const isNowhere = !isField(target) && !document.querySelector('[role="dialog"]');
    if (isTyped && isNowhere) field.current?.focus();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    // Before anything else on the page, so that the Enter of a scanner presses no button.
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}

/** A scan that went into a field does not belong there. */
function takeOut(field: HTMLInputElement, text: string): void {
  if (!field.value.endsWith(text)) return;
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  setter?.call(field, field.value.slice(0, -text.length));
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

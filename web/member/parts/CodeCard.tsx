import { Qr } from '@shared/components/Qr';

/** A code to show at the counter, for the scanner and for reading aloud. `qr` is what is scanned where that says more. */
export function CodeCard({ code, qr = code, label }: { code: string; qr?: string; label: string }) {
  return (
    <div className="code-card">
      <Qr text={qr} label={label} />
      <strong className="code">{code}</strong>
    </div>
  );
}

import { Qr } from '@shared/components/Qr';

/** A code to show at the counter: for the scanner, and for reading aloud. */
export function CodeCard({ code, label }: { code: string; label: string }) {
  return (
    <div className="code-card">
      <Qr text={code} label={label} />
      <strong className="code">{code}</strong>
    </div>
  );
}

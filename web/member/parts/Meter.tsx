/** How far something is. What it means stands beside it in words. */
export function Meter({ have, need, label }: { have: number; need: number; label: string }) {
  const share = need > 0 ? Math.min(1, Math.max(0, have / need)) : 1;
  return (
    <div
      className="meter"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <span style={{ width: `${share * 100}%` }} />
    </div>
  );
}

import { initialsOf } from './initials';

/** A round mark with initials: eyes find somebody again in a list by it. */
export function Face({
  name,
  id,
  size = 44,
}: {
  name?: string | null | undefined;
  id: string;
  size?: number;
}) {
  return (
    <span className="face" style={{ width: size, height: size, fontSize: size * 0.38 }} aria-hidden>
      {initialsOf(name ?? '') || id.slice(-2).toUpperCase()}
    </span>
  );
}

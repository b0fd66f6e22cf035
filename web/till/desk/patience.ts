/** Nobody at a counter waits longer for us than that. */
export const PATIENCE_MS = 800;

export const LATE = Symbol('late');

/**
 * What comes of a promise in time, or `LATE`. The promise itself goes on. What it fails with in time is thrown;
 * a failure that comes later belongs to whoever else holds the promise.
 */
export async function within<T>(promise: Promise<T>, ms = PATIENCE_MS): Promise<T | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), Math.max(0, ms));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

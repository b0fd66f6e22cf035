import type { MemberReference } from '@shared/api/types';
import type { Store } from './store';

const NAME = 'digests';

/**
 * A reference as a text that says nothing to whoever reads it. INVARIANT: the key never leaves this browser, so
 * that nobody can try all phone numbers on a copy of what lies here. Pages without TLS have no such keys; there
 * nothing is kept.
 */
export async function digestOf(
  store: Store,
  reference: MemberReference,
): Promise<string | undefined> {
  const pair = Object.entries(reference).find(([, value]) => value);
  const key = await keyOf(store);
  if (!pair || !key) return undefined;
  const bytes = new TextEncoder().encode(pair.join(':'));
  const digest = await crypto.subtle.sign('HMAC', key, bytes);
  return Array.from(new Uint8Array(digest, 0, 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** The key of this device; the first one that was kept counts. */
async function keyOf(store: Store): Promise<CryptoKey | undefined> {
  const kept = await store.get('secrets', NAME);
  if (kept || !globalThis.crypto?.subtle) return kept;
  const fresh = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const change = store.transaction('secrets', 'readwrite');
  const key = (await change.store.get(NAME)) ?? fresh;
  await Promise.all([change.store.put(key, NAME), change.done]);
  return key;
}

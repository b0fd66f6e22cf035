// Keeps the till itself on the device, so that it opens without a network. Answers of the API are never kept
// here: what a till needs without them it remembers itself (till/offline).
const FILES = __FILES__;
const PREFIX = 'tessera-till-';
const STORE = PREFIX + __BUILD__;

/** A till stays open for weeks, and opens parts of its own build all the time. */
const BUILDS_BEFORE = 3;

self.addEventListener('install', (event) => {
  const fill = async () => {
    const store = await caches.open(STORE);
    await store.addAll(['./', ...FILES]);
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const others = (await caches.keys()).filter((n) => n.startsWith(PREFIX) && n !== STORE);
    await Promise.all(others.slice(0, -BUILDS_BEFORE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const scope = new URL(self.registration.scope);
  if (request.method !== 'GET' || !request.url.startsWith(scope.href)) return;
  event.respondWith(request.mode === 'navigate' ? page(request, scope) : file(request));
});

/** A network that answers late is as bad as none while somebody waits at the counter. */
const PATIENCE_MS = 2000;

async function page(request, scope) {
  const kept = await caches.match(scope.href, { cacheName: STORE });
  const options = kept ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {};
  try {
    const answer = await fetch(request.url, { credentials: 'same-origin', ...options });
    if (answer.ok || !kept) return answer;
  } catch {
    // No network: the page from the store follows.
  }
  return kept ?? Response.error();
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

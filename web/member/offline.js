// Keeps the app itself on the phone, so that it opens at once on any network and on none. Answers of the API
// are never kept here: what a member owns is fetched, or shown from what the app itself remembers.
const FILES = __FILES__;
const PREFIX = 'tessera-app-';
const STORE = PREFIX + __BUILD__;

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
    // A page that is open goes on with the build before, and opens screens of it.
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
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

/**
 * The page of the build that is kept whole: nobody waits for a network to see their card. With every opening
 * the browser itself asks whether there is a newer worker, whose page then counts from the next one on.
 */
async function page(request, scope) {
  return (await caches.match(scope.href, { cacheName: STORE })) ?? fetch(request);
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// Keeps the app itself on the phone, so that it opens without a network. Answers of the API are never kept
// here: what a member owns is fetched, or shown from what the app itself remembers.
const FILES = __FILES__;
const STORE = `tessera-app-${__BUILD__}`;

self.addEventListener('install', (event) => {
  const addresses = ['./', ...FILES];
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(addresses)));
});

self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('tessera-app-') && name !== STORE;
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter(old).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const scope = new URL(self.registration.scope);
  if (request.method !== 'GET' || !url.href.startsWith(scope.href)) return;
  event.respondWith(request.mode === 'navigate' ? page(request, scope) : file(request));
});

/** The page names the files of one build: the newest one counts, as long as there is a network. */
async function page(request, scope) {
  try {
    const answer = await fetch(request);
    if (answer.ok) return answer;
  } catch {
    // No network: the page from the store follows.
  }
  return (await caches.match(scope.href)) ?? Response.error();
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

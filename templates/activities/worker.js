// Answers for one register when there is no connection, with the copy that its page kept: see register-offline.js, which
// keeps and drops it, and docs/adr/0017. It answers for nothing else, and a copy that has run out is dropped, not shown.
const KEPT = "register-copy";
const UNTIL = "X-Kept-Until";
const PATIENCE = 8000;
const NOTHING = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No connection</title><h1>No connection</h1>
<p>The register is not kept on this phone, or not any more. Marks that were not sent yet are kept,
and are sent when you open it with a connection.</p></html>`;

async function copyOf(request) {
  const cache = await caches.open(KEPT);
  const page = await cache.match(self.registration.scope, { ignoreVary: true });
  if (!page || !(Date.parse(page.headers.get(UNTIL)) > Date.now())) {
    await caches.delete(KEPT);
    return undefined;
  }
  return cache.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
}

// Somebody who is signed out, or has no part in it any more, is not shown the copy the next time either.
async function asked(request) {
  const answer = await fetch(request);
  if (request.mode === "navigate" && (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404)) {
    await caches.delete(KEPT);
  }
  return answer;
}

function patience() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE));
}

async function answer(request) {
  const network = asked(request);
  try {
    if (request.mode !== "navigate") return await network;
    const slow = patience().then(() => copyOf(request));
    return (await Promise.race([network, slow])) ?? (await network);
  } catch (error) {
    const kept = await copyOf(request);
    if (kept) return kept;
    if (request.mode !== "navigate") throw error;
    const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'" };
    return new Response(NOTHING, { status: 503, headers });
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const ours = new URL(event.request.url).origin === self.location.origin;
  if (ours && event.request.method === "GET") event.respondWith(answer(event.request));
});

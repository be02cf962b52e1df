// Keeps one register, the last that was opened, so that its page can be opened again without a connection. It names young
// people: so only on the day, until soon after the end, never longer than a sign-in lasts, and gone on signing out.
const KEPT = "register-copy";
const UNTIL = "X-Kept-Until";
const WORKER = "/sessions/register-worker.js";
const OURS = /^\/sessions\/\d+\/register\/$/;

function able() {
  return "serviceWorker" in navigator && "caches" in window;
}

function standingOf(path) {
  return `${path}standing`;
}

async function isKept(path) {
  return (await caches.has(KEPT)) && Boolean(await (await caches.open(KEPT)).match(path, { ignoreVary: true }));
}

export async function drop() {
  if (!able()) return;
  await caches.delete(KEPT);
  for (const one of await navigator.serviceWorker.getRegistrations()) {
    if (OURS.test(new URL(one.scope).pathname)) await one.unregister();
  }
}

// What the page is made of, for as long as the browser does not keep it by itself.
function parts() {
  const found = performance.getEntriesByType("resource").map((one) => one.name);
  return [...new Set(found)].filter((url) => new URL(url).origin === window.location.origin && new URL(url).pathname.startsWith("/static/"));
}

export async function keepPage(form) {
  const until = form.dataset.keptUntil;
  if (!able() || !until || !navigator.onLine || !(Date.parse(until) > Date.now())) return;
  const path = window.location.pathname;
  const page = await fetch(`${path}?kept=yes`, { credentials: "same-origin", redirect: "error" });
  if (!page.ok) return;
  if (!(await isKept(path))) await drop();
  const headers = new Headers(page.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set(UNTIL, until);
  const cache = await caches.open(KEPT);
  await cache.put(path, new Response(await page.blob(), { headers }));
  await cache.addAll(parts());
  await navigator.serviceWorker.register(WORKER, { scope: path });
  form.dataset.kept = "yes";
  const note = form.querySelector("[data-kept-note]");
  if (note) note.hidden = false;
}

// The register as it stood when marks were last answered, in numbers: the copy of the page may be older.
export async function keepStanding(said) {
  const path = window.location.pathname;
  if (!able() || !(await isKept(path))) return;
  await (await caches.open(KEPT)).put(standingOf(path), new Response(JSON.stringify(said)));
}

export async function standing() {
  if (!able() || !(await caches.has(KEPT))) return null;
  const found = await (await caches.open(KEPT)).match(standingOf(window.location.pathname));
  return found ? found.json() : null;
}

async function hasRunOut() {
  const cache = await caches.open(KEPT);
  const pages = await Promise.all((await cache.keys()).map((key) => cache.match(key, { ignoreVary: true })));
  return !pages.some((page) => Date.parse(page?.headers.get(UNTIL)) > Date.now());
}

// On every page: nobody signed in, or the copy has run out, and it goes.
export async function startKept() {
  if (!able() || !(await caches.has(KEPT))) return;
  const isSignedIn = Boolean(document.querySelector('meta[name="session-seconds"]'));
  if (!isSignedIn || (await hasRunOut())) await drop();
}

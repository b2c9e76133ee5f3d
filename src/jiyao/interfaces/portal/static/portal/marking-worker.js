// Keeps opened marking sheets, and what they are drawn with, for when there is no network. It holds no marks.
const KEPT = "marking-sheets";
const SHEET = /\/my\/examining\/\d+\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(KEPT));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const wanted = request.method === "GET" && address.origin === self.location.origin
    && (SHEET.test(address.pathname) || address.pathname.startsWith("/static/"));
  if (wanted) event.respondWith(fresh(request));
});

async function fresh(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await kept.put(request, answer.clone());
    return answer;
  } catch (error) {
    const before = await kept.match(request);
    if (before) return before;
    throw error;
  }
}

// A part of a page that says how far something is: fetched anew every few seconds, until it is over. Without script
// there is a link that looks again.
export function startAgain(root) {
  const part = root.querySelector("[data-again]");
  if (!part) return;
  const seconds = Number(part.dataset.again) || 5;
  setTimeout(() => look(part, seconds), seconds * 1000);
}

async function look(part, seconds) {
  try {
    const answer = await fetch(window.location.href, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById(part.id);
      if (!now) {
        window.location.reload();
        return;
      }
      part.replaceChildren(...now.childNodes);
    }
  } catch {
    // The next look may find the server again.
  }
  setTimeout(() => look(part, seconds), seconds * 1000);
}

// Answers are kept on the server as they are typed, and nowhere else: the computer may be shared.
const PAUSE = 1500;
const RETRY = 10000;
const LEFT_OUT = new Set(["csrfmiddlewaretoken"]);

export function valuesOf(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (LEFT_OUT.has(name) || typeof value !== "string") continue;
    if (name in values) values[name] = [].concat(values[name], value);
    else values[name] = value;
  }
  return values;
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosaveUrl;
    this.status = form.querySelector("[data-autosave-status]");
    this.kept = JSON.stringify(valuesOf(form));
    form.addEventListener("input", () => this.later(PAUSE));
    form.addEventListener("change", () => this.later(PAUSE));
    form.addEventListener("submit", () => window.clearTimeout(this.timer));
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    document.addEventListener("app:save-now", () => this.save());
  }

  later(pause) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), pause);
  }

  say(words, failed = false) {
    if (!this.status) return;
    this.status.textContent = words;
    this.status.classList.toggle("app-autosave--failed", failed);
  }

  send(body, keepalive) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
    return fetch(this.url, { method: "POST", body, keepalive, headers, credentials: "same-origin", redirect: "manual" });
  }

  async save() {
    const body = JSON.stringify(valuesOf(this.form));
    if (body === this.kept || this.form.dataset.sending) return;
    try {
      const answer = await this.send(body, false);
      if (!answer.ok) return this.failed(answer);
      this.kept = body;
      const at = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(new Date());
      this.say(`Draft saved ${at}`);
    } catch {
      this.failed();
    }
  }

  failed(answer) {
    const signedOut = answer && (answer.type === "opaqueredirect" || [401, 403].includes(answer.status));
    this.say(signedOut ? "Not saved: you have been signed out. Sign in again in another tab." : "Not saved yet. Trying again.", true);
    this.later(RETRY);
  }

  // A page being left may send at most 64 KB; longer answers were saved at the last pause in typing.
  leave() {
    const body = JSON.stringify(valuesOf(this.form));
    if (body === this.kept || this.form.dataset.sending) return;
    this.send(body, body.length < 60000).then((answer) => { if (answer.ok) this.kept = body; }, () => {});
  }
}

// Loading a refused page again would send its first answers again, over those typed and kept since. Instead it is read
// anew, with what is kept by then and what is wrong about it.
function readAnewOnReload(root) {
  if (!root.querySelector("form[data-autosave-url] .govuk-error-message, .govuk-error-summary")) return;
  const here = new URL(window.location.href);
  here.searchParams.set("wrong", "1");
  window.history.replaceState(null, "", here);
}

export function startAutosave(root) {
  if (root.querySelector("form[data-autosave-url]")) readAnewOnReload(root);
  root.querySelectorAll("form[data-autosave-url]").forEach((form) => new Autosave(form));
}

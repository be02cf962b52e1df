// Two minutes before the session ends the page asks; staying needs one press, and drafts are saved first.
const WARN_BEFORE = 120;

function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.content ?? "";
}

function dialogOf() {
  const dialog = document.createElement("dialog");
  dialog.className = "app-session";
  dialog.setAttribute("aria-labelledby", "session-title");
  const title = document.createElement("h2");
  title.id = "session-title";
  title.className = "govuk-heading-m";
  const words = document.createElement("p");
  words.className = "govuk-body";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button";
  button.textContent = "Stay signed in";
  dialog.append(title, words, button);
  document.body.append(dialog);
  return { dialog, title, words, button };
}

class Session {
  constructor(seconds, url) {
    this.seconds = seconds;
    this.url = url;
    this.parts = dialogOf();
    this.parts.button.addEventListener("click", () => this.stay());
    this.parts.dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.start();
    window.setInterval(() => this.look(), 1000);
  }

  start(seconds = this.seconds) {
    this.endsAt = Date.now() + seconds * 1000;
    this.ended = false;
    if (this.parts.dialog.open) this.parts.dialog.close();
  }

  look() {
    const left = Math.round((this.endsAt - Date.now()) / 1000);
    if (this.ended || left > WARN_BEFORE) return;
    if (left <= 0) return this.end();
    if (!this.parts.dialog.open) return this.warn();
    this.parts.title.textContent = left > 60 ? "You will be signed out in 2 minutes" : "You will be signed out in less than a minute";
  }

  // Asks how long is really left first: another tab may have been used meanwhile. Asking does not count as use.
  async warn() {
    if (this.asking) return;
    this.asking = true;
    const left = await this.ask("GET");
    this.asking = false;
    if (left > WARN_BEFORE) return this.start(left);
    document.dispatchEvent(new Event("app:save-now"));
    this.parts.words.textContent = `Nothing was sent from this page for a while. ${whatOfTyped()}`;
    this.parts.dialog.showModal();
    this.parts.button.focus();
  }

  async ask(method) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const headers = { "X-CSRFToken": token, Accept: "application/json" };
    const answer = await fetch(this.url, { method, headers, credentials: "same-origin", redirect: "manual" }).catch(() => null);
    return answer?.ok ? (await answer.json()).seconds_left : 0;
  }

  end() {
    this.ended = true;
    this.parts.title.textContent = "You have been signed out";
    this.parts.words.textContent = "What you have typed is still on this page. Sign in again in a new tab, then come back here.";
    this.parts.button.textContent = "Sign in in a new tab";
    if (!this.parts.dialog.open) this.parts.dialog.showModal();
  }

  async stay() {
    if (this.ended && !this.wentToSignIn) return this.signIn();
    const left = await this.ask(this.ended ? "GET" : "POST");
    if (left <= 0) {
      this.wentToSignIn = false;
      return this.end();
    }
    if (this.ended) await renewTokens();
    this.wentToSignIn = false;
    this.parts.button.textContent = "Stay signed in";
    this.start(left);
  }

  signIn() {
    window.open(meta("sign-in-url"), "_blank", "noopener");
    this.wentToSignIn = true;
    this.parts.button.textContent = "I have signed in";
  }
}

function whatOfTyped() {
  if (document.querySelector("form[data-autosave-url]")) return "Your answers have been saved.";
  return document.querySelector('main form[method="post"]') ? "What you have typed is not saved yet." : "";
}

// Signing in changes the token that forms carry; this page's forms take the new one, so that they can still be sent.
async function renewTokens() {
  const answer = await fetch(window.location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
}

export function startSession() {
  const seconds = Number(meta("session-seconds"));
  const url = meta("keep-alive-url");
  if (seconds > WARN_BEFORE && url) new Session(seconds, url);
}

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

  start() {
    this.endsAt = Date.now() + this.seconds * 1000;
    this.ended = false;
    if (this.parts.dialog.open) this.parts.dialog.close();
  }

  look() {
    const left = Math.round((this.endsAt - Date.now()) / 1000);
    if (this.ended || left > WARN_BEFORE) return;
    if (left <= 0) return this.end();
    if (!this.parts.dialog.open) this.warn();
    this.parts.title.textContent = left > 60 ? "You will be signed out in 2 minutes" : "You will be signed out in less than a minute";
  }

  warn() {
    document.dispatchEvent(new Event("app:save-now"));
    this.parts.words.textContent = "This is because nothing was sent from this page for a while. Your answers are kept.";
    this.parts.dialog.showModal();
    this.parts.button.focus();
  }

  end() {
    this.ended = true;
    this.parts.title.textContent = "You have been signed out";
    this.parts.words.textContent = "Sign in again to go on.";
    this.parts.button.textContent = "Sign in";
    if (!this.parts.dialog.open) this.parts.dialog.showModal();
  }

  async stay() {
    if (this.ended) return window.location.reload();
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const answer = await fetch(this.url, { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" }, credentials: "same-origin", redirect: "manual" }).catch(() => null);
    if (answer?.ok) this.start();
    else this.parts.words.textContent = "That did not work. Save what you have typed, then try again.";
  }
}

export function startSession() {
  const seconds = Number(meta("session-seconds"));
  const url = meta("keep-alive-url");
  if (seconds > WARN_BEFORE && url) new Session(seconds, url);
}

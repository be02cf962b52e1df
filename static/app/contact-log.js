// While a contact is filled in, the rules answer beside the form: it is sent as it stands, in the body, and nothing of it
// is written anywhere. Without this the next page says the same.
const PAUSE = 700;
const SILENT = "The rules cannot be asked just now. The next page says what they make of it.";
const SIGNED_OUT = "You have been signed out. Sign in again in another tab: what you typed stays here.";
const LEFT_OUT = ["step", "add"];

// "3 rules pass" and "1 rule does not apply", however many there are: what stays open is told by that.
const kindOf = (title) => (title.textContent.includes("apply") ? "beside" : "passed");

class ContactLog {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.contactAnswers;
    this.part = form.querySelector("[data-contact-now]");
    this.said = form.querySelector("[data-contact-said]");
    this.rules = form.querySelector("[data-contact-rules]");
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", () => this.stop());
    // Coming back to the page, the browser has put in what was typed.
    window.addEventListener("pageshow", () => this.later());
  }

  stop() {
    window.clearTimeout(this.timer);
    this.asking?.abort();
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    if (this.form.dataset.sending) return;
    const body = new FormData(this.form);
    for (const name of LEFT_OUT) body.delete(name);
    this.asking?.abort();
    this.asking = new AbortController();
    const sent = { method: "POST", body, signal: this.asking.signal, credentials: "same-origin", redirect: "manual" };
    try {
      const answer = await fetch(this.url, sent);
      if (answer.ok) this.show(await answer.text());
      else this.say(answer.type === "opaqueredirect" || answer.status === 403 ? SIGNED_OUT : SILENT);
    } catch (error) {
      if (error.name !== "AbortError") this.say(SILENT);
    }
  }

  // Read out only when it says something else than before: the list itself is there to be read, and is not announced.
  say(words) {
    this.part.hidden = false;
    if (this.said.textContent !== words) this.said.textContent = words;
    if (words === SILENT || words === SIGNED_OUT) this.rules.replaceChildren();
  }

  show(html) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const open = [...this.rules.querySelectorAll("details[open] > summary")].map(kindOf);
    this.rules.replaceChildren(...(answer.querySelector("[data-rules]")?.childNodes ?? []));
    for (const title of this.rules.querySelectorAll("details > summary")) title.parentElement.open = open.includes(kindOf(title));
    this.say(answer.querySelector("[data-said]")?.textContent.trim() ?? "");
  }
}

export function startContactLog(root) {
  root.querySelectorAll("form[data-contact-answers]").forEach((form) => new ContactLog(form));
}

// The register of a session. A mark is kept in this browser the moment it is tapped, as numbers and words of a list, never
// a name, and is sent when there is a connection: at once, later, or the next time this user opens a page of sessions.
import { keepPage, keepStanding, standing } from "./register-offline.js";
import { Refused } from "./register-refused.js";

const EVERY = 10000;
const AT_ONCE = 200;
const PREFIX = "register:";

function prefixOf(user) {
  return `${PREFIX}${user}:`;
}

// Each mark has a key of its own, so that two tabs never write over each other.
function waiting(user) {
  const found = [];
  for (let place = 0; place < localStorage.length; place += 1) {
    const key = localStorage.key(place);
    if (!key.startsWith(prefixOf(user))) continue;
    try {
      found.push(JSON.parse(localStorage.getItem(key)));
    } catch {
      localStorage.removeItem(key);
    }
  }
  return found.filter((mark) => mark && mark.id).sort((one, other) => one.order - other.order);
}

function keep(user, mark) {
  localStorage.setItem(prefixOf(user) + mark.id, JSON.stringify(mark));
}

function drop(user, id) {
  localStorage.removeItem(prefixOf(user) + id);
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

function count(number) {
  return number === 1 ? "1 mark" : `${number} marks`;
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

class Sender {
  constructor(root, status) {
    this.user = root.dataset.user;
    this.status = status;
    this.results = () => {};
    this.closed = () => {};
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    document.addEventListener("app:save-now", () => this.send());
    window.setInterval(() => this.send(), EVERY);
  }

  say(words, failed = false) {
    if (!this.status || this.status.textContent === words) return;
    this.status.textContent = words;
    this.status.classList.toggle("app-late", failed);
  }

  toSend() {
    return waiting(this.user).filter((mark) => !mark.refused);
  }

  // Those that were refused wait for a person, not for a connection.
  refusals(session, lineOf) {
    const marks = () => waiting(this.user);
    return new Refused({ session, marks, drop: (id) => drop(this.user, id), token, lineOf });
  }

  async send() {
    if (this.sending) {
      this.again = true;
      return;
    }
    const marks = this.toSend();
    if (!marks.length) return;
    this.sending = true;
    this.say(`Sending ${count(marks.length)}`);
    try {
      for (const session of new Set(marks.map((mark) => mark.session))) {
        const some = marks.filter((mark) => mark.session === session).slice(0, AT_ONCE);
        if (!(await this.sendSome(session, some))) break;
      }
    } finally {
      this.sending = false;
    }
    if (this.again) {
      this.again = false;
      this.send();
    }
  }

  async sendSome(session, marks) {
    const body = JSON.stringify({ marks: marks.map(({ id, person, mark, at, after }) => ({ id, person, mark, at, after })) });
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() };
    const url = `/sessions/${Number(session)}/register/marks/`;
    let answer;
    try {
      answer = await fetch(url, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual" });
    } catch {
      this.say(`No connection. ${count(this.toSend().length)} kept on this phone, to be sent as soon as there is one.`, true);
      return false;
    }
    if (answer.status === 404) return this.gone(marks);
    if (!answer.ok) return this.refused(answer);
    const said = await answer.json();
    for (const result of said.results) this.settled(marks.find((mark) => mark.id === result.id), result);
    this.results(session, said);
    const left = this.toSend().length;
    const at = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(new Date());
    this.say(left ? `${count(left)} still to be sent` : `All marks saved ${at}`, left > 0);
    if (left) this.again = true;
    return true;
  }

  settled(mark, result) {
    if (!mark) return;
    if (result.outcome === "refused") keep(this.user, { ...mark, refused: result.why });
    else drop(this.user, mark.id);
  }

  // Whoever has no part in the scheme any more cannot be told which of them was kept: each is shown, to be set aside.
  gone(marks) {
    for (const mark of marks) keep(this.user, { ...mark, refused: "you do not see this session any more" });
    this.closed();
    this.say("Some marks could not be kept.", true);
    return true;
  }

  refused(answer) {
    const signedOut = answer.type === "opaqueredirect" || [401, 403].includes(answer.status);
    const why = signedOut ? "You may have been signed out: sign in again." : "They could not be saved now.";
    this.say(`${count(this.toSend().length)} kept on this phone, not saved yet. ${why}`, true);
    return false;
  }
}

class Register {
  constructor(form) {
    this.form = form;
    this.tappedAgain = new Map();
    this.session = Number(form.dataset.session);
    this.sender = new Sender(form, document.querySelector("[data-marks-status]"));
    this.sender.results = (session, said) => session === this.session && this.take(said);
    this.refusals = this.sender.refusals(this.session, (person) => this.line(person));
    this.sender.closed = () => this.refusals.show();
    form.classList.add("app-register--sends");
    form.addEventListener("change", (event) => this.tapped(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.sender.send();
    });
    this.showKept().then(() => {
      this.showWaiting();
      if (!navigator.onLine) this.sender.say("No connection. Go on marking: marks are kept on this phone, and sent as soon as there is one.", true);
      this.sender.send();
    });
    keepPage(form).catch(() => {});
  }

  // A copy of the page may be older than the marks that were answered since.
  async showKept() {
    const said = await standing().catch(() => null);
    if (said && Date.parse(said.at) > Date.parse(this.form.dataset.made)) this.take(said);
  }

  line(person) {
    return this.form.querySelector(`[data-person="${Number(person)}"]`);
  }

  tapped(event) {
    const line = event.target.closest("[data-person]");
    if (!line || event.target.type !== "radio") return;
    const mark = {
      id: newId(), session: this.session, person: Number(line.dataset.person), mark: event.target.value,
      at: new Date().toISOString(), after: line.dataset.after || null, order: Date.now() + performance.now() / 1e6,
    };
    try {
      keep(this.sender.user, mark);
    } catch {
      this.note(line, "This phone cannot keep marks. Press Save the register below.");
      this.form.classList.remove("app-register--sends");
      return;
    }
    // The next tap on the same line knows of this one.
    line.dataset.after = mark.id;
    line.dataset.mark = mark.mark;
    this.note(line, "");
    this.tappedAgain.set(mark.person, mark.id);
    this.sender.send();
  }

  note(line, words) {
    const note = line.querySelector("[data-note]");
    if (note) note.textContent = words;
  }

  // What was tapped before the page was loaded again, and not sent yet, shows as it was tapped.
  showWaiting() {
    for (const mark of waiting(this.sender.user).filter((one) => one.session === this.session)) {
      const line = this.line(mark.person);
      if (!line) continue;
      if (mark.refused) {
        this.note(line, `Your mark was not kept: ${mark.refused}.`);
        continue;
      }
      this.show(line, mark.mark, mark.id);
    }
  }

  show(line, mark, after) {
    const input = line.querySelector(`input[type=radio][value="${CSS.escape(mark)}"]`);
    if (input) input.checked = true;
    line.dataset.after = after;
    line.dataset.mark = mark;
  }

  // The register as it stands now, for every line on which nothing of this phone waits.
  take(said) {
    keepStanding(said).catch(() => {});
    const open = new Set(waiting(this.sender.user).filter((mark) => !mark.refused).map((mark) => mark.person));
    const kept = new Set(said.results?.filter((one) => one.outcome !== "refused").map((one) => one.id));
    for (const [person, id] of this.tappedAgain) if (!open.has(person) && kept.has(id)) this.refusals.corrected(person);
    this.refusals.show();
    const own = new Set(waiting(this.sender.user).filter((mark) => !mark.refused).map((mark) => mark.person));
    for (const one of said.register) {
      const line = this.line(one.person);
      if (line && !own.has(one.person)) this.show(line, one.mark, one.after);
    }
    for (const mark of waiting(this.sender.user).filter((one) => one.refused && one.session === this.session)) {
      const line = this.line(mark.person);
      if (line) this.note(line, `Your mark was not kept: ${mark.refused}.`);
    }
    for (const person of said.contradicting) {
      const line = this.line(person);
      if (line && !own.has(person)) this.contradicts(line);
    }
  }

  contradicts(line) {
    const note = line.querySelector("[data-note]");
    if (!note || note.querySelector("a")) return;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = `${window.location.pathname}#contradicting`;
    link.textContent = "See both marks and choose";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      window.location.hash = "contradicting";
      window.location.reload();
    });
    note.textContent = "Somebody else marked this differently. ";
    note.append(link);
    note.classList.add("app-late");
  }
}

export function startRegister(root) {
  const form = root.querySelector("form[data-register]");
  if (form) {
    new Register(form);
    return;
  }
  const other = root.querySelector("[data-marks-waiting]");
  if (other) startElsewhere(other);
}

// Where nothing is marked, what waits is sent all the same, and what was refused is shown.
function startElsewhere(other) {
  const sender = new Sender(other, other.querySelector("[data-marks-status]"));
  const refusals = sender.refusals(other.dataset.session ? Number(other.dataset.session) : null, () => null);
  sender.results = () => refusals.show();
  sender.closed = () => refusals.show();
  sender.send();
}

// Signing out empties this browser of everything of this service: what still waits is sent first, or the user is told.
export function startSigningOut(root) {
  for (const form of root.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", (event) => leave(event, form));
}

async function leave(event, form) {
  const sender = new Sender(form, null);
  if (form.dataset.told || !waiting(sender.user).length) return;
  event.preventDefault();
  await sender.send();
  const left = waiting(sender.user).length;
  if (!left) return form.submit();
  form.dataset.told = "yes";
  const said = document.createElement("p");
  said.className = "govuk-body";
  said.setAttribute("role", "alert");
  const verb = left === 1 ? "is" : "are";
  said.textContent = `${count(left)} of a register ${verb} only on this phone, and would be lost. Open Sessions to see them, or press again to sign out without them.`;
  form.append(said);
}

// Marks that the server did not keep: each with why, to be corrected by marking again, or set aside, which is written down.
function words(mark, line) {
  const name = line?.querySelector("legend")?.textContent.trim() || "A young person";
  const label = line?.querySelector(`input[value="${CSS.escape(mark.mark)}"] + label`)?.textContent.trim() ?? mark.mark.replace("_", " ");
  const at = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(new Date(mark.at));
  return `${name}: ${label.toLowerCase()}, tapped ${at}. Not kept: ${mark.refused}.`;
}

async function tell(mark, outcome, token) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
  const body = JSON.stringify({ id: mark.id, person: mark.person, mark: mark.mark, outcome });
  const url = `/sessions/${Number(mark.session)}/register/refused/`;
  const answer = await fetch(url, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual" });
  // A session that one does not see any more has no place to write it down.
  if (!answer.ok && answer.status !== 404) throw new Error("not written down");
}

function registerOf(mark) {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = `/sessions/${Number(mark.session)}/register/`;
  link.textContent = "Open its register";
  return link;
}

// On the register of one session, or for every session on the list of them.
export class Refused {
  constructor({ session, marks, drop, token, lineOf }) {
    Object.assign(this, { session, marks, drop, token, lineOf });
    this.box = document.querySelector("[data-refused]");
    this.show();
  }

  mine() {
    return this.marks().filter((mark) => mark.refused && (this.session === null || mark.session === this.session));
  }

  show() {
    if (!this.box) return;
    const marks = this.mine();
    this.box.hidden = marks.length === 0;
    this.box.querySelector("ul").replaceChildren(...marks.map((mark) => this.item(mark)));
  }

  item(mark) {
    const item = document.createElement("li");
    const said = document.createElement("p");
    said.className = "govuk-body govuk-!-margin-bottom-2";
    said.textContent = words(mark, this.lineOf(mark.person));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = "Set it aside";
    button.addEventListener("click", () => this.close(mark, "dismissed", button));
    item.append(said, button);
    if (this.session === null) item.append(registerOf(mark));
    return item;
  }

  async close(mark, outcome, button) {
    if (button) button.disabled = true;
    try {
      await tell(mark, outcome, this.token());
    } catch {
      if (button) {
        button.disabled = false;
        button.textContent = "Set it aside: could not be written down now, try again";
      }
      return;
    }
    this.drop(mark.id);
    this.show();
    this.box.querySelector("button")?.focus();
  }

  // A new mark of somebody whose mark was not kept, and that was kept, is the correction.
  corrected(person) {
    for (const mark of this.mine().filter((one) => one.person === person)) this.close(mark, "corrected", null);
  }
}

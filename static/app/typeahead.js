// Search as you type. Answers are a list of { id, text, hint } (or { results: [...] }); without JavaScript the text is sent and the page looks it up.
const PAUSE = 250;
const LEAST = 2;
let number = 0;

class Typeahead {
  constructor(input) {
    this.input = input;
    this.url = input.dataset.typeaheadUrl;
    this.idInput = this.partner(input.dataset.typeaheadId);
    this.build();
    this.listen();
  }

  // The hidden input that takes the chosen id stands in the same form, under the same formset prefix.
  partner(name) {
    if (!name || !this.input.form) return null;
    const prefix = this.input.name.includes("-") ? this.input.name.replace(/[^-]*$/, "") : "";
    return this.input.form.elements.namedItem(prefix + name) ?? this.input.form.elements.namedItem(name);
  }

  build() {
    number += 1;
    const wrap = document.createElement("div");
    wrap.className = "app-typeahead";
    this.input.before(wrap);
    this.list = document.createElement("ul");
    this.list.id = `typeahead-${number}`;
    this.list.className = "app-typeahead__list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.list.hidden = true;
    this.said = document.createElement("div");
    this.said.className = "govuk-visually-hidden";
    this.said.setAttribute("role", "status");
    wrap.append(this.input, this.list, this.said);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
  }

  listen() {
    this.input.addEventListener("input", () => {
      if (this.idInput) this.idInput.value = "";
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.ask(), PAUSE);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  async ask() {
    const words = this.input.value.trim();
    if (words.length < LEAST) return this.close();
    this.asking?.abort();
    this.asking = new AbortController();
    const url = new URL(this.url, window.location.href);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { signal: this.asking.signal, headers: { Accept: "application/json" }, credentials: "same-origin" });
      const body = answer.ok ? await answer.json() : [];
      this.show(Array.isArray(body) ? body : body.results ?? []);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(found) {
    this.list.replaceChildren(...found.slice(0, 12).map((one, position) => this.option(one, position)));
    this.open = found.length > 0;
    this.list.hidden = !this.open;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.said.textContent = found.length === 1 ? "1 suggestion" : `${found.length} suggestions`;
    this.mark(-1);
  }

  option({ id, text, hint }, position) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${position}`;
    option.className = "app-typeahead__option";
    option.setAttribute("role", "option");
    option.dataset.id = id;
    option.dataset.text = text;
    const name = document.createElement("bdi");
    name.textContent = text;
    option.append(name);
    if (hint) {
      const small = document.createElement("span");
      small.className = "app-typeahead__hint";
      small.textContent = hint;
      option.append(small);
    }
    return option;
  }

  mark(position) {
    const options = [...this.list.children];
    this.at = position < 0 ? -1 : Math.min(position, options.length - 1);
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    const current = options[this.at];
    if (current) {
      this.input.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (!this.open) return;
    const moves = { ArrowDown: () => this.mark(this.at + 1), ArrowUp: () => this.mark(this.at - 1), Escape: () => this.close() };
    if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(this.list.children[this.at]);
    } else if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  }

  choose(option) {
    if (!option) return;
    this.input.value = option.dataset.text;
    if (this.idInput) this.idInput.value = option.dataset.id;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.said.textContent = `${option.dataset.text} chosen`;
  }

  close() {
    this.open = false;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function startIn(root) {
  root.querySelectorAll("input[data-typeahead-url]").forEach((input) => new Typeahead(input));
}

export function startTypeahead(root) {
  startIn(root);
  root.addEventListener("app:added", (event) => startIn(event.detail));
}

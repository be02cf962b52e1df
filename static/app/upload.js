// Shows how much of a file has been sent. Without it the form works as any other.
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.FormData) return;
  const box = form.querySelector("[data-upload-progress]");
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-upload-words]");
  const button = form.querySelector("button");
  const say = (text) => { words.textContent = text; };
  // What was wrong with the file before says nothing of another.
  const clear = () => {
    document.querySelectorAll(".govuk-error-summary").forEach((old) => old.remove());
    form.querySelectorAll(".govuk-error-message").forEach((old) => old.remove());
    form.querySelectorAll(".govuk-form-group--error").forEach((group) => group.classList.remove("govuk-form-group--error"));
    form.querySelectorAll("input[type=file]").forEach((field) => {
      field.classList.remove("govuk-file-upload--error");
      field.removeAttribute("aria-invalid");
      const named = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && document.getElementById(id));
      if (named.length) field.setAttribute("aria-describedby", named.join(" "));
      else field.removeAttribute("aria-describedby");
    });
  };
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file" || form.dataset.sending) return;
    clear();
    box.hidden = true;
    say("");
  });

  form.addEventListener("submit", (event) => {
    const input = form.querySelector("input[type=file]");
    if (!input || !input.files.length) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    button.setAttribute("aria-disabled", "true");
    clear();
    bar.value = 0;
    bar.hidden = false;
    say("Uploading");
    box.hidden = false;
    box.setAttribute("role", "status");
    const request = new XMLHttpRequest();
    request.open("POST", form.action || window.location.href);
    request.upload.addEventListener("progress", (sent) => {
      if (!sent.lengthComputable) return;
      const share = Math.floor((sent.loaded / sent.total) * 100);
      if (share === bar.value && share > 0) return;
      bar.value = share;
      say(share < 100 ? `Uploading: ${share}%` : "Uploaded. Being checked");
    });
    const again = (text) => {
      delete form.dataset.sending;
      button.removeAttribute("aria-disabled");
      bar.value = 0;
      bar.hidden = true;
      say(text);
    };
    request.addEventListener("error", () => again("The upload was broken off. Nothing was kept. Send it again"));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) {
        window.location.assign(request.responseURL || window.location.href);
        return;
      }
      // What the page says is wrong with it, as it would have been shown without this.
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const said = page.querySelector(".govuk-error-summary") || page.querySelector("main");
      if (said && request.status === 422) {
        const target = document.querySelector("main");
        target.prepend(document.importNode(said, true));
        target.querySelector(".govuk-error-summary").focus();
      }
      again(said && request.status !== 422 ? said.textContent.trim().slice(0, 300) : "Not uploaded. Nothing was kept");
    });
    request.send(new FormData(form));
  });
})();

// Uploading: drop anywhere, rows at once, size checked, pictures and films refused before a byte is sent, one POST a file.
(() => {
  const form = document.querySelector("[data-dropzone]");
  const pattern = document.getElementById("upload-row");
  if (!form || !pattern) return;
  const root = document.documentElement;
  const words = pattern.dataset;
  const picker = form.querySelector("input[type=file]");
  const accepted = (form.dataset.accept || "").split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
  const limit = Number(form.dataset.maxBytes) || Infinity;
  const atOnce = 2;
  const waiting = [];
  let sending = 0;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const size = (bytes) => {
    // Powers of 1024, as Django's filesizeformat counts in the rows beside it.
    const units = ["B", "KB", "MB", "GB"];
    const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
    const figure = bytes / 1024 ** power;
    return `${figure.toLocaleString(root.lang, { maximumFractionDigits: figure < 10 && power ? 1 : 0 })} ${units[power]}`;
  };
  // What a file holds decides, and the server judges that. Only what no document is named like is not even sent.
  const foreign = /^(image|video|audio|font)\//;
  const problem = (file) => {
    const name = file.name.toLowerCase();
    const fits = accepted.some((kind) => (kind.startsWith(".") ? name.endsWith(kind) : file.type === kind));
    if (accepted.length && !fits && foreign.test(file.type)) {
      const shown = accepted.filter((kind) => kind.startsWith(".")).join(", ");
      return fill(words.wrongType, { accept: shown || accepted.join(", ") });
    }
    if (file.size > limit) return fill(words.tooLarge, { size: size(file.size), limit: size(limit) });
    return file.size ? "" : words.empty;
  };

  const makeRow = (file) => {
    const row = pattern.content.firstElementChild.cloneNode(true);
    row.querySelector(".doc-row-title").textContent = file.name;
    row.querySelector("[data-size]").textContent = size(file.size);
    row.querySelector("progress").setAttribute("aria-label", file.name);
    row.querySelector("[data-remove]").addEventListener("click", () => row.remove());
    row.querySelector("[data-retry]").addEventListener("click", () => enqueue(row, file));
    return row;
  };

  const say = (row, text, percent) => {
    row.querySelector(".progress").hidden = false;
    row.querySelector(".progress-text").textContent = text;
    const line = row.querySelector("progress");
    if (percent === null) line.removeAttribute("value");
    else line.value = percent;
    for (const part of row.querySelectorAll(".doc-row-error, [data-retry], [data-remove]")) part.hidden = true;
  };

  const fail = (row, text, again) => {
    row.querySelector(".progress").hidden = true;
    row.querySelector(".doc-row-error").hidden = false;
    row.querySelector(".doc-row-error span").textContent = text;
    row.querySelector("[data-retry]").hidden = !again;
    row.querySelector("[data-remove]").hidden = false;
  };

  // The server's own sentence, if it sent one; never a whole error page.
  const sentence = (request) => {
    const type = request.getResponseHeader("Content-Type") || "";
    let text = request.responseText;
    if (type.includes("html")) text = new DOMParser().parseFromString(text, "text/html").body.textContent;
    text = text.trim().replace(/\s+/g, " ");
    return text.length >= 15 && text.length <= 400 ? text : fill(words.refused, { status: request.status });
  };

  const replace = (row, request) => {
    const parsed = document.createElement("template");
    parsed.innerHTML = request.responseText;
    const made = [...parsed.content.children];
    // Already in the list (a duplicate): the row that is there is brought up to date, not doubled.
    for (const one of made) if (one.id) document.getElementById(one.id)?.remove();
    row.replaceWith(...made);
    for (const one of made) window.htmx?.process(one);
  };

  const send = (row, file) => {
    const request = new XMLHttpRequest();
    const done = () => {
      sending -= 1;
      next();
    };
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    request.setRequestHeader("X-Upload", "1");
    request.upload.addEventListener("progress", (event) => {
      const percent = Math.floor((100 * event.loaded) / (event.total || 1));
      say(row, percent < 100 ? fill(words.uploading, { percent }) : words.checking, percent < 100 ? percent : null);
    });
    request.addEventListener("load", () => {
      const came = request.status >= 200 && request.status < 300 && request.responseText.includes("<li");
      if (came) replace(row, request);
      else fail(row, sentence(request), true);
      done();
    });
    request.addEventListener("error", () => {
      fail(row, words.offline, true);
      done();
    });
    const body = new FormData();
    body.append("files", file, file.name);
    sending += 1;
    say(row, fill(words.uploading, { percent: 0 }), 0);
    request.send(body);
  };

  const next = () => {
    while (sending < atOnce && waiting.length) {
      const [row, file] = waiting.shift();
      if (row.isConnected) send(row, file);
    }
  };

  function enqueue(row, file) {
    say(row, words.waiting, 0);
    waiting.push([row, file]);
    next();
  }

  const take = (files) => {
    const list = document.querySelector("[data-document-rows]");
    if (!files.length || !list) return;
    document.querySelectorAll("[data-empty]").forEach((empty) => empty.remove());
    for (const file of [...files].reverse()) {
      const row = makeRow(file);
      list.prepend(row);
      const wrong = problem(file);
      if (wrong) fail(row, wrong, false);
      else waiting.unshift([row, file]), say(row, words.waiting, 0);
    }
    form.classList.add("is-compact");
    next();
  };

  picker.addEventListener("change", () => {
    take(picker.files);
    picker.value = "";
  });

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  let depth = 0;
  const show = (on) => root.classList.toggle("is-dropping", on);
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    show(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    show(depth > 0);
  });
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    take(event.dataTransfer.files);
  });

  window.addEventListener("beforeunload", (event) => {
    if (sending || waiting.length) event.preventDefault();
  });
})();

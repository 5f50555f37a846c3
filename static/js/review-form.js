// Choosing documents, writing questions, taking over fields of templates.
(() => {
  for (const pick of document.querySelectorAll("[data-pick]")) {
    const items = [...pick.querySelectorAll(".review-pick-list li")];
    const count = pick.querySelector("[data-pick-count]");
    const search = pick.querySelector("[data-pick-search]");
    if (!count) continue;
    const tell = () => {
      const chosen = pick.querySelectorAll("input[name=documents]:checked").length;
      count.textContent = count.dataset.text.replace("{n}", chosen);
    };
    search.addEventListener("input", () => {
      const wanted = search.value.trim().toLowerCase();
      for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
    });
    search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    pick.querySelector("[data-pick-all]").addEventListener("click", () => {
      for (const item of items) if (!item.hidden) item.querySelector("input").checked = true;
      tell();
    });
    pick.addEventListener("change", tell);
    tell();
  }

  for (const questions of document.querySelectorAll("[data-questions]")) {
    const rows = questions.querySelector("[data-question-rows]");
    const count = questions.querySelector("[data-question-count]");
    const blank = questions.querySelector("[data-question-blank]");
    const showChoices = (row) => {
      row.querySelector("[data-choices]").hidden = row.querySelector("select").value !== "choice";
    };
    const add = () => {
      const copy = blank.content.cloneNode(true);
      for (const element of copy.querySelectorAll("*"))
        for (const { name, value } of [...element.attributes])
          if (value.includes("__n__")) element.setAttribute(name, value.replaceAll("__n__", count.value));
      count.value = Number(count.value) + 1;
      rows.append(copy);
      showChoices(rows.lastElementChild);
      return rows.lastElementChild;
    };
    questions.querySelector("[data-question-add]").addEventListener("click", () => add().querySelector("textarea").focus());
    // Enter goes on to the next question; a question is one line.
    questions.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.name?.endsWith("-question")) return;
      event.preventDefault();
      const row = event.target.closest("[data-question-row]");
      if (event.target.value.trim()) (row.nextElementSibling || add()).querySelector("textarea").focus();
    });
    questions.addEventListener("change", (event) => {
      const row = event.target.closest("[data-question-row]");
      if (row) showChoices(row);
    });
    rows.querySelectorAll("[data-question-row]").forEach(showChoices);
  }

  for (const set of document.querySelectorAll("[data-set]")) {
    const boxes = [...set.querySelectorAll("input[type=checkbox]")];
    set.querySelector("[data-set-all]").addEventListener("click", () => {
      const all = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !all;
    });
  }
})();

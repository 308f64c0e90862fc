// A document's page: the same line lights up on both sides, and a turn can be cited.
"use strict";

{
  const text = document.querySelector("section.text");

  // On a narrow screen the source stands below each turn, and is shown only for the turn that was chosen.
  if (matchMedia("(max-width: 60rem)").matches) document.getElementById("show-source").checked = false;

  // The names of languages, which the page has as codes.
  const names = new Intl.DisplayNames("en", { type: "language" });
  document.querySelectorAll(".language").forEach((code) => (code.textContent = names.of(code.textContent)));

  let lit = [];
  const light = (target) => {
    const line = target.closest?.("[data-l]");
    const passage = line?.closest(".passage");
    lit.forEach((element) => element.classList.remove("lit"));
    lit = passage ? [...passage.querySelectorAll(`[data-l="${line.dataset.l}"]`)] : [];
    lit.forEach((element) => element.classList.add("lit"));
  };
  text.addEventListener("mouseover", (event) => light(event.target));
  text.addEventListener("mouseleave", () => light(document.body));

  const templates = JSON.parse(document.getElementById("citations").textContent);
  const dialog = document.getElementById("citation");
  const copied = document.getElementById("copied");

  // Texts and names of slots stand in turn.
  const fill = (template, slots) => template.map((part, index) => (index % 2 ? slots[part] : part)).join("");

  const cite = (turn) => {
    const slots = {
      turn: turn.id,
      start: turn.id.split("@").at(-1),
      lines: turn.dataset.lines,
      speaker: turn.dataset.speaker && `${turn.dataset.speaker}, in `,
    };
    document.getElementById("link").textContent = `${location.href.split("#")[0]}#${turn.id}`;
    for (const [name, template] of Object.entries(templates)) {
      document.getElementById(name).textContent = fill(template, slots);
    }
    copied.textContent = "";
    dialog.showModal();
  };

  const copy = async (button) => {
    const cited = document.getElementById(button.dataset.of);
    try {
      await navigator.clipboard.writeText(cited.textContent);
      copied.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(cited);
      copied.textContent = "Selected: copy it with the keys of your system.";
    }
  };

  document.querySelectorAll("button.cite").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => cite(button.closest(".turn")));
  });
  dialog.querySelectorAll("button.copy").forEach((button) => button.addEventListener("click", () => copy(button)));
  dialog.querySelector("button.close").addEventListener("click", () => dialog.close());
}

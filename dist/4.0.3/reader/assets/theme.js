// Light or dark: as the system has it, until the reader chooses. Runs before anything is painted.
"use strict";

{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

  // Where a browser keeps nothing for pages from a disk, the choice holds for this page.
  const kept = (change) => {
    try {
      return change(localStorage);
    } catch {
      return null;
    }
  };

  const chosen = kept((storage) => storage.getItem("theme"));
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;

  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const show = () => {
      button.textContent = dark() ? "Light" : "Dark";
      button.setAttribute("aria-label", dark() ? "Light colours" : "Dark colours");
    };
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      kept((storage) => storage.setItem("theme", root.dataset.theme));
      show();
    });
    system.addEventListener("change", show);
    button.hidden = false;
    show();
  });
}

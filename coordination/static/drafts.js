// Comfort only: keeps what is being typed as a draft on the hub every 20 seconds. Without it the button does the same.
// Nothing is kept in the browser.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const kept = document.querySelector("[data-keep]");
  const form = kept && kept.closest("form");
  if (!form || !window.htmx) {
    return;
  }
  let changed = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  window.setInterval(() => {
    if (changed && !form.dataset.sent) {
      changed = false;
      window.htmx.trigger(kept, "keep");
    }
  }, 20000);
  kept.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) {
      changed = true;
      kept.textContent = "Your draft could not be saved just now. Keep this page open; it is tried again.";
    }
  });
});

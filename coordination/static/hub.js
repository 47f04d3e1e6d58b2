// Comfort only: every page works without it. No data is kept in the browser.
"use strict";

// A button pressed twice acts once (the act key sees to it on the server); this only tells the person so.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
});

// A page brought back by the Back button may be older than the lock: ask the hub again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.reload();
  }
});

// After a form that could not be taken, start where it says what to mend.
document.addEventListener("DOMContentLoaded", () => {
  const errors = document.querySelector(".hub-errors");
  if (errors) {
    errors.focus();
  }
});

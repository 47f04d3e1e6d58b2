// Comfort only: every page works without it. No data is kept in the browser.
"use strict";

// htmx notes the address of each page, for a way back that we do not use. An address holds a case's id: it is taken out.
for (const moment of ["DOMContentLoaded", "pagehide"]) {
  window.addEventListener(moment, () => sessionStorage.clear());
}

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

// A long file goes on by itself, step by step; without JavaScript a button does the same.
document.addEventListener("DOMContentLoaded", () => {
  const further = document.querySelector("form[data-goes-on]");
  if (further) {
    further.requestSubmit();
  }
});

// “Leave quickly”: lock the session, then go away without leaving this page behind the Back button. Without JavaScript
// the link alone works; the help says what neither can do. Pressing Escape three times within two seconds does the same.
function leaveQuickly(link) {
  const secret = document.querySelector("form[action='/sign-out'] input[name='csrf_token']");
  if (secret) {
    const form = new URLSearchParams({ csrf_token: secret.value });
    fetch("/sessions/lock", { method: "POST", body: form, keepalive: true, redirect: "manual" }).catch(() => {});
  }
  document.body.hidden = true;
  window.location.replace(link.href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-leave]");
  if (link) {
    event.preventDefault();
    leaveQuickly(link);
  }
});

let escapes = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    return;
  }
  escapes = [...escapes.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
  const link = document.querySelector("[data-leave]");
  if (link && escapes.length >= 3) {
    leaveQuickly(link);
  }
});

// A signature on screen is the typed name. Beside it one may be drawn with a finger or a mouse; it is kept as lines from
// point to point, in whole pixels. Without JavaScript there is no canvas, and the typed name is enough.
document.addEventListener("DOMContentLoaded", () => {
  for (const kept of document.querySelectorAll("input[data-drawn]")) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 400, height: 120, className: "hub-drawing" });
    const told = document.createElement("p");
    told.className = "usa-hint";
    told.textContent = "You may also draw it here.";
    const again = document.createElement("button");
    Object.assign(again, { type: "button", className: "usa-button usa-button--unstyled", textContent: "Clear the drawing" });
    kept.after(told, canvas, again);
    const pen = canvas.getContext("2d");
    let drawing = false;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      const x = Math.round(((event.clientX - box.left) * canvas.width) / box.width);
      const y = Math.round(((event.clientY - box.top) * canvas.height) / box.height);
      return [Math.min(399, Math.max(0, x)), Math.min(119, Math.max(0, y))];
    };
    canvas.addEventListener("pointerdown", (event) => {
      drawing = true;
      canvas.setPointerCapture(event.pointerId);
      const [x, y] = at(event);
      kept.value += `M${x} ${y}`;
      pen.beginPath();
      pen.moveTo(x, y);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (drawing && kept.value.length < 5900) {
        const [x, y] = at(event);
        kept.value += `L${x} ${y}`;
        pen.lineTo(x, y);
        pen.stroke();
      }
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => { drawing = false; });
    }
    again.addEventListener("click", () => {
      kept.value = "";
      pen.clearRect(0, 0, canvas.width, canvas.height);
    });
  }
});

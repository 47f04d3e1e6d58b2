// Passkeys need the browser's own dialogue, which only a script can open. What it answers goes into the form beside it.
(() => {
  const form = document.querySelector("[data-passkey]");
  if (!form) return;
  const said = document.getElementById("passkey-said");
  const button = form.querySelector("button[type=submit]");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const say = (sentence) => { said.textContent = sentence; };

  if (!window.PublicKeyCredential) {
    say("This browser cannot use passkeys. Use a newer one, or ask your administrator.");
    return;
  }
  button.disabled = false;

  const asked = () => {
    const options = JSON.parse(form.dataset.passkey);
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const name of ["allowCredentials", "excludeCredentials"])
      options[name] = (options[name] || []).map((one) => ({ ...one, id: bytes(one.id) }));
    return options;
  };

  const answered = (made) => {
    const from = made.response;
    const response = { clientDataJSON: text(from.clientDataJSON) };
    if (from.attestationObject) response.attestationObject = text(from.attestationObject);
    if (from.authenticatorData) response.authenticatorData = text(from.authenticatorData);
    if (from.signature) response.signature = text(from.signature);
    if (from.userHandle) response.userHandle = text(from.userHandle);
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
  };

  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    button.disabled = true;
    say("Follow what your device asks.");
    try {
      const publicKey = asked();
      const made = form.dataset.make
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      form.elements.answer.value = answered(made);
      form.requestSubmit();
    } catch {
      say("That did not work, or took too long. You can try again.");
      button.disabled = false;
    }
  });
})();

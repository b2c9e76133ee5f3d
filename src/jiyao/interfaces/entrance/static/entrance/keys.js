// Passkeys need a script: what offers them is shown where one runs, and what went wrong is said.
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential) return;
    for (const part of document.querySelectorAll("[data-keys]")) part.hidden = false;
  });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const note of document.querySelectorAll("[data-keys-failed]")) note.hidden = false;
  });
})();

// Forms that need a passkey: shown only where the browser has passkeys, and sent with its answer.
import { addPasskey, canUse, usePasskey } from "../kit/passkeys.js";

const SAYS = {
  add: "Your device didn’t add a passkey. It may have one for this account already. Try again, or set up an authenticator app.",
  use: "Your device didn’t use a passkey. Try again, or sign in another way.",
};

for (const form of canUse() ? document.querySelectorAll("form[data-passkey]") : []) {
  const { passkey: act, options } = form.dataset;
  const part = (name) => form.querySelector(`[data-part="${name}"]`);
  form.hidden = part("button").hidden = false;
  part("instead")?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    part("button").disabled = true;
    part("problem").hidden = true;
    try {
      form.elements.credential.value = await (act === "add" ? addPasskey : usePasskey)(options);
      form.submit();
    } catch {
      part("problem").textContent = SAYS[act];
      part("problem").hidden = false;
      part("button").disabled = false;
    }
  });
}

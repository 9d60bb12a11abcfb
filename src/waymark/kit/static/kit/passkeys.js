// The browser's part of passkeys: JSON in, JSON out. The server's options hold bytes in base64url, and so does the answer.
export const canUse = () => "PublicKeyCredential" in window;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const base64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const described = (list) => (list ?? []).map((item) => ({ ...item, id: bytes(item.id) }));

async function optionsFrom(address) {
  const answer = await fetch(address, { credentials: "same-origin", headers: { accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error("no options");
  return (await answer.json()).publicKey;
}

function answerOf(credential, response) {
  const { id, rawId, type, authenticatorAttachment } = credential;
  return JSON.stringify({ id, rawId: base64url(rawId), type, authenticatorAttachment, clientExtensionResults: {}, response });
}

/** Makes a passkey by the options at that address; its answer, as JSON. */
export async function addPasskey(address) {
  const options = await optionsFrom(address);
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  };
  const credential = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = credential.response;
  return answerOf(credential, {
    clientDataJSON: base64url(clientDataJSON),
    attestationObject: base64url(attestationObject),
    transports: credential.response.getTransports?.() ?? [],
  });
}

/** Uses a passkey by the options at that address; its answer, as JSON. */
export async function usePasskey(address) {
  const options = await optionsFrom(address);
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  };
  const credential = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return answerOf(credential, {
    clientDataJSON: base64url(clientDataJSON),
    authenticatorData: base64url(authenticatorData),
    signature: base64url(signature),
    userHandle: userHandle ? base64url(userHandle) : undefined,
  });
}

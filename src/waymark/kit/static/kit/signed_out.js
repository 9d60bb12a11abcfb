// Every window of a person empties at once when they sign out in one of them: no one who sits down next reads what
// another window still shows. A window that heard nothing asks the server when it is looked at again.
const CHANNEL = "waymark signed out";
const ASKS = "/account/signed-in/";
const TIMEOUT = 8000;
const SOON = 500;
const TRIES = 20;
const loaded = Date.now();
const mark = document.querySelector('meta[name="waymark-person"]')?.content ?? "";
const channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
let isGone = false;

/** On the page that signs out: tells every other window of this person. */
export function announce() {
  channel?.postMessage(mark);
  try {
    localStorage.setItem(CHANNEL, JSON.stringify({ mark, at: Date.now() }));
  } catch {
    // A browser that keeps nothing has told its windows already.
  }
}

/** Whoever must write something down first says so: `event.detail` is a list of promises. */
async function empty() {
  if (isGone) return;
  isGone = true;
  const last = new CustomEvent("waymark:signed-out", { detail: [] });
  window.dispatchEvent(last);
  const sentence = Object.assign(document.createElement("p"), { textContent: "You’ve signed out. " });
  sentence.append(Object.assign(document.createElement("a"), { href: "/", textContent: "Continue" }));
  document.body.replaceChildren(sentence);
  document.title = "Signed out - Waymark";
  await Promise.allSettled(last.detail);
  await untilSignedOut();
  location.replace("/");
}

/** The server may not have heard of it yet, and would show the person's pages once more. */
async function untilSignedOut() {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const now = await markNow();
    if (now !== null && now !== mark) return;
    await new Promise((resolve) => setTimeout(resolve, SOON));
  }
}

/** Whose windows these are by the server; `null` where it does not say. */
async function markNow() {
  const options = { credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT) };
  const answer = await fetch(ASKS, options).catch(() => null);
  const reply = answer?.ok ? await answer.json().catch(() => null) : null;
  return reply?.mark ?? null;
}

function hear(said) {
  if (mark && said === mark) empty();
}

function told() {
  try {
    const { mark: whose, at } = JSON.parse(localStorage.getItem(CHANNEL)) ?? {};
    return whose === mark && at > loaded;
  } catch {
    return false;
  }
}

/** A page in which something is typed stays for its writer; only someone else's presence empties it. */
const isTypedIn = () =>
  [...document.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);

async function look() {
  if (document.visibilityState !== "visible") return;
  if (told()) return empty();
  if (document.querySelector("[data-keeps-words]")) return;
  const now = await markNow();
  if (now !== null && now !== mark && (now || !isTypedIn())) empty();
}

if (mark) {
  channel?.addEventListener("message", ({ data }) => hear(data));
  window.addEventListener("storage", ({ key }) => key === CHANNEL && told() && empty());
  document.addEventListener("visibilitychange", look);
}

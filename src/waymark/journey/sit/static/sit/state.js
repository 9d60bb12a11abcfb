// What the page says about the text, in four states: saved on the server, on its way, on this device only, or waiting
// for a person. The line is not spoken at each save; only a change that matters is, once.
const NEEDS = {
  other_person: "Needs you: somebody else is signed in",
  signed_out: "Needs you: sign in again",
  conflict: "Needs you: two texts, choose one",
  too_long: "Needs you: too long to save",
};
const HERE = "On this device only, sends itself";
const NOWHERE = "Needs you: in this window only, keep it open";
const CLOSED = "The window is closed";
const OFFLINE = "You are offline. Go on writing.";
const SILENT = "The server does not answer. Go on writing.";
const KEPT =
  "Everything is kept on this device and goes to the server by itself when the connection is back. You may close " +
  "this tab and open the desk here again. What counts is when the server has it, so be back before the close.";
const NOT_KEPT =
  "This browser keeps nothing on the device, so keep this tab open: it goes to the server when the connection is back.";

/** Where the page is long, the words themselves lead to what they are about. */
function wayTo({ dataset }, says) {
  if (!dataset.way) return says;
  return Object.assign(document.createElement("a"), { href: dataset.way, textContent: says });
}

export class State {
  constructor(page, banner) {
    const part = (name) => page.querySelector(`[data-desk="${name}"]`);
    this.places = [part("state"), part("dock-state")];
    this.said = part("said");
    this.banner = banner;
    this.last = this.places[0].textContent;
    this.before = "saved";
  }

  saved(says) {
    if (says) this.last = says;
  }

  /** Which of the four it is, and its words. */
  of(keepers, keeps) {
    const troubles = new Set(keepers.map((keeper) => keeper.trouble).filter(Boolean));
    const needs = Object.keys(NEEDS).find((one) => troubles.has(one));
    const isCut = troubles.has("offline") || troubles.has("unreachable") || navigator.onLine === false;
    const waiting = keepers.some((keeper) => keeper.isWaiting);
    if (needs) return ["needs", NEEDS[needs]];
    if (waiting && isCut && !keeps) return ["needs", NOWHERE];
    if (waiting && isCut && keepers.every((keeper) => keeper.isOnDevice)) return ["device", HERE];
    if (troubles.has("closed")) return ["needs", CLOSED];
    return waiting ? ["saving", "Saving…"] : ["saved", this.last];
  }

  show(keepers, keeps) {
    const [state, says] = this.of(keepers, keeps);
    for (const place of this.places) {
      if (place.textContent !== says) place.replaceChildren(state === "needs" ? wayTo(place, says) : says);
      place.dataset.state = state;
    }
    this.cut(keepers, keeps);
    const wasOff = ["needs", "device"].includes(this.before);
    if (["needs", "device"].includes(state) && state !== this.before) this.announce(says);
    if (state === "saved" && wasOff) this.announce(says);
    if (state !== "saving") this.before = state;
  }

  cut(keepers, keeps) {
    const isOffline = navigator.onLine === false || keepers.some((keeper) => keeper.trouble === "offline");
    const isSilent = keepers.some((keeper) => keeper.trouble === "unreachable");
    if (isOffline || isSilent) this.banner.say(this, `${isOffline ? OFFLINE : SILENT} ${keeps ? KEPT : NOT_KEPT}`);
    else this.banner.clear(this);
  }

  announce(says) {
    this.said.textContent = says;
  }
}

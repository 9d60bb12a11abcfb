// What the page says about the text, in four states: saved on the server, on its way, on this device only, or waiting
// for a person. The line is not spoken at each save; only a change that matters is, once.
const NEEDS = {
  other_person: "Someone else is signed in",
  signed_out: "Sign in again to save",
  conflict: "Two versions: choose one",
  too_long: "Too long to save",
};
const ASIDE = {
  late: "Late: saved as another version",
  too_late: "Too late: saved as another version",
  sealed: "Submitted: saved as another version",
};
const HERE = "Saved on this device. We’ll send it when you’re online.";
const NOT_YET_HERE = "You’re offline";
const NOWHERE = "Not saved: keep this tab open";
const OFFLINE = "You’re offline. Keep writing.";
const SILENT = "We can’t reach the server. Keep writing.";
const KEPT =
  "Your words are saved on this device. We’ll send them when you’re back online. You can close " +
  "this tab and open the page here again. They must reach us before the close, so make sure you’re back online in time.";
const NOT_KEPT =
  "This browser can’t save on this device, so keep this tab open. We’ll send your words when you’re back online.";

/** Where the page is long, the words themselves lead to what they are about. */
function wayTo({ dataset }, says) {
  if (!dataset.way) return says;
  return Object.assign(document.createElement("a"), { href: dataset.way, textContent: says });
}

export class State {
  constructor(page, banner) {
    const part = (name) => page.querySelector(`[data-desk="${name}"]`);
    this.places = [part("state"), part("dock-state")];
    this.liveRegion = part("said");
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
    const needs = Object.keys(NEEDS).find((trouble) => troubles.has(trouble));
    const isCut = troubles.has("offline") || troubles.has("unreachable") || navigator.onLine === false;
    const waiting = keepers.some((keeper) => keeper.isWaiting);
    if (needs) return ["needs", NEEDS[needs]];
    if (waiting && isCut && !keeps) return ["needs", NOWHERE];
    if (waiting && isCut) return keepers.every((keeper) => keeper.isOnDevice) ? ["device", HERE] : ["saving", NOT_YET_HERE];
    if (waiting) return ["saving", "Saving…"];
    const aside = Object.keys(ASIDE).find((trouble) => troubles.has(trouble));
    return aside ? ["needs", ASIDE[aside]] : ["saved", this.last];
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
    this.liveRegion.textContent = says;
  }
}

// What the page says about the text: saved, not yet saved, kept in this window only, or waiting for a person.
const SAYS = {
  offline: "Offline: kept in this window, sending by itself",
  unreachable: "The server does not answer: kept in this window, sending by itself",
  signed_out: "Signed out: kept in this window",
  conflict: "Two texts: both are kept, choose one",
  too_long: "Too long to save: kept in this window",
  closed: "The window is closed",
};
const SIGNED_OUT = "You are signed out. Sign in again in another tab; your text is still here.";

export class State {
  constructor(page) {
    this.line = page.querySelector('[data-desk="state"]');
    this.dock = page.querySelector('[data-desk="dock-state"]');
    this.signIn = page.querySelector('[data-desk="banner"]');
    this.last = this.line.textContent;
  }

  saved(says) {
    this.last = says;
  }

  show(keepers) {
    const troubles = keepers.map((keeper) => keeper.trouble).filter(Boolean);
    const waiting = keepers.some((keeper) => keeper.isWaiting);
    const first = troubles[0];
    this.write(first ? SAYS[first] : waiting ? this.unsaved(keepers) : this.last, Boolean(first || waiting));
    this.askToSignIn(keepers, troubles.includes("signed_out"));
  }

  unsaved(keepers) {
    if (navigator.onLine === false) return SAYS.offline;
    return keepers.some((keeper) => keeper.sending) ? "Saving…" : "Not yet saved";
  }

  write(text, isOff) {
    for (const place of [this.line, this.dock]) {
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("is-off", isOff);
    }
  }

  askToSignIn(keepers, signedOut) {
    const { banner } = keepers[0].shared;
    if (signedOut) banner.say(this, SIGNED_OUT, { href: "/accounts/login/", label: "Sign in in a new tab" });
    else banner.clear(this);
  }
}

/** One sentence at a time above the panes, with a link and, where there is a choice, its buttons. */
export class Banner {
  constructor(box) {
    this.box = box;
    this.said = new Map();
  }

  say(who, text, link, choices = []) {
    if (this.said.get(who)?.text === text) return;
    this.said.set(who, { text, link, choices });
    this.draw();
  }

  clear(who) {
    if (this.said.delete(who)) this.draw();
  }

  draw() {
    this.box.replaceChildren(...[...this.said.values()].flatMap((one) => this.parts(one)));
    this.box.hidden = this.said.size === 0;
  }

  parts({ text, link, choices }) {
    const sentence = document.createElement("p");
    sentence.append(text);
    if (link) {
      const a = Object.assign(document.createElement("a"), { href: link.href, target: "_blank", rel: "noopener" });
      a.append(link.label);
      sentence.append(" ", a);
    }
    return choices.length ? [sentence, this.buttons(choices)] : [sentence];
  }

  buttons(choices) {
    const row = Object.assign(document.createElement("p"), { className: "wm-actions" });
    for (const [label, act] of choices) {
      const button = Object.assign(document.createElement("button"), {
        type: "button",
        className: "govuk-button govuk-button--secondary",
      });
      button.append(label);
      button.addEventListener("click", act);
      row.append(button);
    }
    return row;
  }
}

// Windows of the same desk in one browser: they know of one another, and one shows what is typed in the other.
// Each holds a lock that carries its name, and waits for the locks of the others: whoever gets one knows that its window
// is gone, also one that was killed, and those of Firefox, whose goodbye may not arrive.
const named = (sitting, client) => `desk ${sitting} ${client}`;

export class Tabs {
  /** `onMessage`: what to do with a message of another window; `onOthers`: with the number of others. */
  constructor(sitting, client, { onMessage, onOthers }) {
    this.sitting = sitting;
    this.client = client;
    this.others = new Set();
    this.onOthers = onOthers;
    this.listen(onMessage);
    if (navigator.locks) this.hold();
    else this.say({ what: "hello" });
  }

  /** Nobody hears of this window before it has its lock. */
  hold() {
    navigator.locks.request(named(this.sitting, this.client), () => {
      this.say({ what: "hello" });
      return new Promise(() => {});
    });
  }

  listen(onMessage) {
    if (!("BroadcastChannel" in window)) return;
    this.channel = new BroadcastChannel(`desk ${this.sitting}`);
    this.channel.addEventListener("message", ({ data }) => this.hear(data, onMessage));
    window.addEventListener("pagehide", () => this.say({ what: "bye" }));
    window.addEventListener("pageshow", (event) => event.persisted && this.say({ what: "hello" }));
  }

  say(message) {
    this.channel?.postMessage({ ...message, client: this.client });
  }

  hear(message, onMessage) {
    const { what, client } = message;
    if (what === "bye") this.others.delete(client);
    else this.meet(client);
    if (what === "hello") this.say({ what: "here" });
    if (["hello", "here", "bye"].includes(what)) this.onOthers(this.others.size);
    else onMessage(message);
  }

  meet(client) {
    if (this.others.has(client)) return;
    this.others.add(client);
    navigator.locks?.request(named(this.sitting, client), () => {
      this.others.delete(client);
      this.onOthers(this.others.size);
    });
  }

  /** The clients of this sitting whose windows are open now. */
  async alive() {
    if (!navigator.locks) return new Set([this.client, ...this.others]);
    const { held } = await navigator.locks.query();
    const start = named(this.sitting, "");
    const names = held.map((lock) => lock.name).filter((name) => name.startsWith(start));
    return new Set([this.client, ...names.map((name) => name.slice(start.length))]);
  }
}

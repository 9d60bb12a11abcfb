// Windows of the same desk in one browser: they know of one another, and one shows what is typed in the other.
// Each holds a lock that carries its name, so that a window that was killed is known to be gone.
const named = (sitting, client) => `desk ${sitting} ${client}`;

export class Tabs {
  /** `onMessage`: what to do with a message of another window; `onOthers`: with the number of others. */
  constructor(sitting, client, { onMessage, onOthers }) {
    this.sitting = sitting;
    this.client = client;
    this.others = new Set();
    this.onOthers = onOthers;
    navigator.locks?.request(named(sitting, client), () => new Promise(() => {}));
    if (!("BroadcastChannel" in window)) return;
    this.channel = new BroadcastChannel(`desk ${sitting}`);
    this.channel.addEventListener("message", ({ data }) => this.hear(data, onMessage));
    window.addEventListener("pagehide", () => this.say({ what: "bye" }));
    window.addEventListener("pageshow", (event) => event.persisted && this.say({ what: "hello" }));
    this.say({ what: "hello" });
  }

  say(message) {
    this.channel?.postMessage({ ...message, client: this.client });
  }

  hear(message, onMessage) {
    const { what, client } = message;
    if (what === "bye") this.others.delete(client);
    else this.others.add(client);
    if (what === "hello") this.say({ what: "here" });
    if (["hello", "here", "bye"].includes(what)) this.onOthers(this.others.size);
    else onMessage(message);
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

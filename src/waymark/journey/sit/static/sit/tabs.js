// Windows of the same desk in one browser: they know of one another, and one shows what is typed in the other.
// Each holds a lock that carries its name, so that a window that went without a goodbye is known to be gone: one that
// was killed, and in Firefox every one.
const LOOK_AGAIN = 30_000;
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
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), LOOK_AGAIN);
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

  /** Those that are gone are others no more. */
  async look() {
    if (!this.others.size) return;
    const alive = await this.alive();
    this.others = new Set([...this.others].filter((client) => alive.has(client)));
    this.onOthers(this.others.size);
  }

  /** The clients of this sitting whose windows are open now. */
  async alive() {
    if (!navigator.locks) return new Set([this.client, ...this.others]);
    const { held, pending } = await navigator.locks.query();
    const start = named(this.sitting, "");
    const names = [...held, ...pending].map((lock) => lock.name).filter((name) => name.startsWith(start));
    return new Set([this.client, ...names.map((name) => name.slice(start.length))]);
  }
}

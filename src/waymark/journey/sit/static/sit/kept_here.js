// What windows that are gone left on this device: it is shown and sent first, before anything else is.
import * as copies from "./copies.js";
import { hasIt, send } from "./sending.js";
import { settle } from "./settling.js";

export class Kept {
  constructor(desk) {
    this.desk = desk;
  }

  /** Rows of this sitting whose windows are closed. */
  async left() {
    const { writer, earlier, sitting, tabs } = this.desk;
    await copies.moveTo(writer, earlier);
    const alive = await tabs.alive();
    return (await copies.listOfSitting(writer, sitting)).filter((row) => !alive.has(row.client));
  }

  /** When the desk is opened. */
  async restore() {
    const rows = await this.left().catch(() => []);
    for (const keeper of this.desk.keepers) {
      const own = rows.filter((row) => row.question === keeper.question);
      const page = { text: keeper.area.defaultValue, rev: keeper.rev };
      const { stands, sends, others, removes } = settle(page, own);
      await Promise.allSettled(removes.map(copies.remove));
      others.forEach((row) => this.sendAlone(row));
      const isTyped = keeper.text !== keeper.known;
      if (isTyped && sends) this.sendAlone(sends);
      if (isTyped) continue;
      if (stands.text !== keeper.text) keeper.show(stands.text, { rev: stands.rev });
      if (sends) await keeper.takeOver(sends);
    }
  }

  /** While the desk is open: what a window left that was closed since. */
  async adopt() {
    if (this.desk.isSignedOut) return;
    const rows = await this.left().catch(() => []);
    for (const row of rows.filter(({ waiting }) => waiting)) {
      const keeper = this.desk.keepers.find((keeper) => keeper.question === row.question);
      const isNext = keeper && keeper.text === keeper.known && row.base === keeper.rev;
      if (isNext) await keeper.takeOver(row);
      else await this.sendAlone(row);
    }
  }

  /** A text that has no field any more: the server takes it, or keeps it beside and says so. */
  async sendAlone(row) {
    const reply = await send(this.desk, row);
    if (!hasIt(reply)) return;
    await copies.remove(row).catch(() => {});
    if (reply.kept) this.desk.banner.say(row, reply.says, { href: reply.kept, label: "See the other version" });
  }
}

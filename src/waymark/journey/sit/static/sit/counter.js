// The count while one writes: each answer, the total with its bar, and the words past the limit under their answer.
// Nothing is spoken on each key; after a pause, from nine tenths of the limit, the rest is said once.
import { countWords, cutAfter } from "../kit/words.js";

const PAUSE = 150;
const SPEAK = 2500;
const figures = new Intl.NumberFormat("en-GB");
const counted = (count) => `${figures.format(count)} ${count === 1 ? "word" : "words"}`;

export class Counter {
  constructor(form, sections) {
    this.sections = sections;
    this.most = Number(form.dataset.maxWords);
    const part = (name) => document.querySelector(`[data-desk="${name}"]`);
    this.part = part;
    this.bar = part("total").querySelector("progress");
    this.wasOver = part("total").classList.contains("is-over");
    this.title = document.title.replace(/^You have [^:]*: /, "");
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.speaking);
  }

  show() {
    const texts = this.sections.map((section) => section.querySelector("textarea").value);
    const counts = texts.map(countWords);
    const total = counts.reduce((sum, count) => sum + count, 0);
    counts.forEach((count, index) => {
      this.sections[index].querySelector('[data-part="count"]').textContent = counted(count);
    });
    this.total(total);
    this.beyond(texts, counts, total > this.most);
    this.speak(total);
  }

  total(total) {
    const over = total > this.most;
    const says = over ? `You have ${counted(total - this.most)} too many` : `${counted(this.most - total)} left`;
    this.part("words").textContent = figures.format(total);
    this.part("dock-words").textContent = figures.format(total);
    const [now, most] = [figures.format(total), figures.format(this.most)];
    this.part("dock-way").setAttribute("aria-label", `${now} of ${most} words: how words are counted`);
    this.part("left").textContent = says;
    this.part("total").classList.toggle("is-over", over);
    this.part("dock-words").classList.toggle("is-over", over);
    this.part("over").hidden = !over;
    if (over) this.part("over-says").textContent = `${says}.`;
    this.bar.value = Math.min(total, this.most);
    document.title = over ? `${says}: ${this.title}` : this.title;
    this.says = says;
  }

  beyond(texts, counts, over) {
    let left = this.most;
    const way = this.part("over-way");
    way.hidden = true;
    texts.forEach((text, index) => {
      const box = this.sections[index].querySelector('[data-part="beyond"]');
      const rest = over ? text.slice(cutAfter(text, left)).trim() : "";
      box.hidden = !rest;
      box.querySelector("mark").textContent = rest;
      if (rest && way.hidden) {
        way.hidden = false;
        way.querySelector("a").href = `#${box.id}`;
      }
      left = Math.max(0, left - counts[index]);
    });
  }

  speak(total) {
    const over = total > this.most;
    clearTimeout(this.speaking);
    if (over !== this.wasOver) this.say();
    else if (total >= this.most * 0.9) this.speaking = setTimeout(() => this.say(), SPEAK);
    this.wasOver = over;
  }

  say() {
    this.part("said").textContent = this.says;
  }
}

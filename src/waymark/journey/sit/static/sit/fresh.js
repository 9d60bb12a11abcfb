// The desk's page asked for anew: what the server has now, whose it is, and a form's token that holds.
const TIMEOUT = 20_000;

/**
 * {who: "writer" | "other_person" | "signed_out" | "submitted" | "collected" | "nobody", page, sent, got}; `page`, and
 * when it was asked for and came, only for the writer whose answers are neither submitted nor collected.
 */
export async function askAnew(writer, address = location.pathname) {
  let answer;
  const sent = performance.now();
  try {
    answer = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT) });
  } catch {
    return { who: "nobody" };
  }
  const got = performance.now();
  const reached = new URL(answer.url).pathname;
  if (answer.redirected && reached.startsWith("/accounts/")) return { who: "signed_out" };
  if (answer.redirected && reached === `${address}receipt/`) return { who: howReceived(await answer.text()) };
  if (answer.status === 404 || answer.status === 403) return { who: "other_person" };
  if (answer.headers.get("x-waymark-writer") !== writer) return { who: "nobody" };
  return { who: "writer", sent, got, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

/** What the receipt's page says: submitted by its writer, or collected at the close. */
const howReceived = (text) =>
  new DOMParser().parseFromString(text, "text/html").querySelector("[data-received]")?.dataset.received ?? "nobody";

/** The texts and revisions of a page, by question. */
export function answersOf(page) {
  const sections = [...page.querySelectorAll("[data-answer]")];
  return new Map(
    sections.map((section) => [
      section.dataset.answer,
      { rev: Number(section.dataset.rev), text: section.querySelector("textarea").defaultValue },
    ]),
  );
}

export const tokenOf = (page) => page.querySelector('[name="csrfmiddlewaretoken"]').value;

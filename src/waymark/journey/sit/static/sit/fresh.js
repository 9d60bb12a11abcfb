// The desk's page asked for anew: what the server has now, whose it is, and a form's token that holds.
const TIMEOUT = 20_000;

/** {who: "writer" | "other_person" | "signed_out" | "sealed" | "nobody", page}; `page` only for the writer. */
export async function askAnew(writer, address = location.pathname) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT) });
  } catch {
    return { who: "nobody" };
  }
  const reached = new URL(answer.url).pathname;
  if (answer.redirected && reached.startsWith("/accounts/")) return { who: "signed_out" };
  if (answer.redirected && reached === `${address}receipt/`) return { who: "sealed" };
  if (answer.status === 404 || answer.status === 403) return { who: "other_person" };
  if (answer.headers.get("x-waymark-writer") !== writer) return { who: "nobody" };
  return { who: "writer", page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

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

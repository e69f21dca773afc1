/** Where a part of a report is shown. */

/** What a report is shown in. */
export type Medium = "terminal" | "markdown" | "page";

/** Where something is shown, and whether it has to be unfolded there; open wherever nothing is said. */
export type Shown = Readonly<Partial<Record<Medium, "open" | "folded" | "left out">>>;

/** For whoever looks closer. */
export const detail: Shown = { terminal: "left out", markdown: "folded" };

/** For whoever wants to know it all; too long for a pull request's comment. */
export const appendix: Shown = { terminal: "left out", markdown: "left out", page: "folded" };

/** What is good to know beside an answer that was asked for. */
export const beside: Shown = { markdown: "folded", page: "folded" };

/** What the page says otherwise, and what only it can show. */
export const textOnly: Shown = { page: "left out" };
export const pageOnly: Shown = { terminal: "left out", markdown: "left out" };
export const markdownOnly: Shown = { terminal: "left out", page: "left out" };

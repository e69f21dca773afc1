/** `ormeter article`: the article's three reads with SQLAlchemy, and TypeORM's beside them, on the same rows. */
import { rngSeed, rounds, timeout } from "../flags/measuring.js";
import { json, runFolder } from "../flags/output.js";
import { pythons, rows, server, usualRows } from "../flags/reading.js";
import { command, type CommandOptions, type WithPatterns } from "./command.js";

export const articleFlags = {
  rows: rows.or(String(usualRows)),
  rounds,
  pythons,
  server,
  out: runFolder("article"),
  timeout,
  rngSeed,
  json,
};

export type ArticleOptions = WithPatterns<CommandOptions<typeof articleFlags>>;

export const article = command({
  name: "article",
  description: "read the article's three ways with SQLAlchemy, and TypeORM's beside them, on the same rows",
  flags: articleFlags,
  run: async (given) => {
    const { articlePatterns } = await import("../report/model/article/preset.js");
    const options: ArticleOptions = { ...given, patterns: articlePatterns.map((id) => ({ id, options: {} })) };
    return (await import("./run-article.js")).runArticle(options);
  },
});

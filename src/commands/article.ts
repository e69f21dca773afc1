/** `ormeter article`: the article's three reads with SQLAlchemy, and TypeORM's beside them, on the same rows. */
import { command } from "./command.js";
import { articleFlags, type ArticleOptions } from "./options/article.js";

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

/**
 * The mark of what ormeter makes: a comment on the schema, on each table of a data set and on each index. What doesn't carry it is
 * somebody else's, whatever it is called.
 */

/** How every mark begins, so that nobody's own comment is taken for one. */
export const markPrefix = "ormeter data set {";

/** The mark of the schema, of TypeORM's table, and of a data set's table until its record takes its place. */
export const mark = `${markPrefix}"removedBy":"ormeter db --clean"}`;

/** Whether a comment is a mark. Records that older ormeters left are, too; they marked nothing else. */
export const isMark = (comment: string | null | undefined): boolean => comment?.startsWith(markPrefix) ?? false;

/** Trees by the built command: what reads give, and what becomes of one that loses some. */
import { BenchProject } from "./bench-project.js";

/** A pattern that reads departments with their employees, but for what `lose` does to them. */
const losing = (lose: string): string => `
  import { columnKeys, definePattern } from "ormeter";
  export default definePattern()({
    name: "losing",
    does: "Loses some.",
    yields: "raw",
    way: "json",
    access: columnKeys,
    relations: ["many"],
    options: {},
    async read({ source: pool, workload: { table, relations: [relation] }, consume }) {
      const { rows } = await pool.query(
        "SELECT root.*, coalesce((SELECT json_agg(related ORDER BY id) FROM " + relation.table +
        " AS related WHERE department_id = root.id), '[]') AS employees FROM " + table + " AS root ORDER BY id");
      ${lose}
      for (const row of rows) consume(row);
    },
  });
`;

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
});
afterAll(() => project.remove());

test.each([
  ["its last root", "rows.pop();", { key: "100", missing: "case" }],
  [
    "where a row belongs",
    "rows[2].employees.push(rows[6].employees.pop());",
    {
      key: "3",
      columns: [
        {
          name: "employees",
          value: expect.stringMatching(/^11 rows, among them \["70",/) as string,
          reference: "10 rows",
        },
      ],
    },
  ],
])("A read that loses %s gave different data, and the root is named", async (_, lose, firstDifference) => {
  await project.addFile("pg/losing", losing(lose));
  const { code, result } = await project.bench(
    "--workload=departments",
    "--patterns=pg/json-agg,pg/losing",
    "--rows=100",
    "--rounds=1",
  );
  expect(code).toBe(3);
  const odd = expect.stringContaining("pg/losing") as string;
  expect(result.equivalence).toMatchObject({ kind: "different", case: odd, firstDifference });
});

/** https://github.com/typeorm/typeorm/issues/12877: pages are counted in rows of the join, and not in roots. */
const pagesByRelated = `
  import { definePattern, entityKeys } from "ormeter";
  export default definePattern()({
    name: "pages-by-related",
    does: "Takes pages in an order that what belongs to the roots has.",
    yields: "entity",
    access: entityKeys,
    relations: ["many"],
    options: {},
    async read({ source, workload: { target }, consume }) {
      for (let skip = 0, page; page === undefined || page.length > 0; skip += 50) {
        page = await source.getRepository(target).createQueryBuilder("entity")
          .leftJoinAndSelect("entity.employees", "employees")
          .orderBy("employees.lastName").take(50).skip(skip).getMany();
        for (const root of page) consume(root);
      }
    },
  });
`;

test("TypeORM's pages in the order of a to-many relation give other roots than there are", async () => {
  await project.addFile("typeorm/pages-by-related", pagesByRelated);
  const { code, stdout } = await project.bench(
    "--workload=departments",
    "--patterns=typeorm/pages-by-related",
    "--rows=100",
    "--rounds=1",
  );
  expect(code).toBe(3);
  expect(stdout.replace(/\s+/g, " ")).toMatch(/\d+ rows were read, not 100/);
});

test("Patterns of flat rows aren't trees', and where none is left it is said", async () => {
  const { code, stderr } = await project.start("--workload=departments", "--patterns=pg/query,pg/copy", "--rows=100")
    .ended;
  expect(code).toBe(2);
  expect(stderr).toContain("None of pg/query, pg/copy reads departments, which has trees, roots with their employees");
});

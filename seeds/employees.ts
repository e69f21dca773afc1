/**
 * The data set: which rows the table of employees holds, as SQL that generates them inside the server.
 *
 * Row n depends on n alone, through integer arithmetic: no random(), nothing that reads a time zone, a locale or a
 * setting, no function whose result may change with the server's version. So every machine holds the same rows, and
 * the first hundred of a million are those of a hundred.
 */
/** Raised whenever a row would come out differently; loaded data sets of another version are loaded anew. */
export const employeesVersion = 1;

/** First names; where they aren't ASCII, the form that an address takes follows. */
// prettier-ignore
const firstNames: readonly (string | readonly [string, string])[] = [
  "Aaron", "Amina", "Anna", "Ben", "Carla", "Carlos", "Chen", "Clara", "Daniel", "Diego", "Elena", "Emma", "Fatima",
  "Felix", "Grace", "Hannah", "Ivan", "James", "Julia", "Kofi", "Laura", "Leo", "Maria", "Mark", "Mei", "Mohamed",
  "Nadia", "Noah", "Olga", "Omar", "Paul", "Priya", "Rosa", "Samuel", "Sara", "Tom", "Yusuf", "Zara",
  ["José", "jose"], ["Łukasz", "lukasz"], ["Zoë", "zoe"], ["Jürgen", "juergen"], ["Søren", "soren"],
  ["Çağla", "cagla"], ["Ольга", "olga"], ["محمد", "mohamed"], ["太郎", "taro"], ["지민", "jimin"],
];

/** Last names, likewise. */
// prettier-ignore
const lastNames: readonly (string | readonly [string, string])[] = [
  "Ahmed", "Anderson", "Baker", "Brown", "Castillo", "Chen", "Clark", "Costa", "Davies", "Diaz", "Evans", "Ferrari",
  "Fischer", "Garcia", "Green", "Haddad", "Hill", "Ivanov", "Jansen", "Johnson", "Jones", "Kim", "King", "Kowalski",
  "Kumar", "Lee", "Lopez", "Martin", "Meyer", "Miller", "Moreau", "Nguyen", "Novak", "Okafor", "Patel", "Perez",
  "Roberts", "Rossi", "Santos", "Schmidt", "Silva", "Singh", "Smith", "Taylor", "Torres", "Walker", "Weber", "Wilson",
  "Wright", "Young", ["O'Brien", "obrien"], ["D'Angelo", "dangelo"], ["Müller", "mueller"], ["Nuñez", "nunez"],
  ["Gonçalves", "goncalves"], ["Sjöberg", "sjoberg"], ["Dvořák", "dvorak"], ["Wójcik", "wojcik"],
  ["Şahin", "sahin"], ["Θεοδώρου", "theodorou"], ["Петрова", "petrova"], ["田中", "tanaka"], ["김", "gim"],
];

// prettier-ignore
const jobTitles = [
  "Accountant", "Analyst", "Backend engineer", "Buyer", "Data engineer", "Data scientist", "Designer", "Developer",
  "Driver", "Electrician", "Frontend engineer", "Head of sales", "HR partner", "Lawyer", "Machinist", "Office manager",
  "Operator", "Planner", "Product manager", "Recruiter", "Sales", "Support", "Team lead", "Technician", "Tester",
  "Warehouse worker", "Writer",
];

/** What COPY, CSV and JSON must escape, wide characters, an empty text, and plain sentences. */
const notes = [
  "",
  "Prefers mornings.",
  "Moved from the Lisbon office.",
  'Signs as "J.R."; files are under C:\\hr\\archive\\N',
  "Phone\text. 4711\nand a second line\r\nwith a Windows ending",
  'Part time, 80 %; it\'s agreed with O\'Neill\'s team; see {"id": 17, "ok": null}.',
  "Great at demos 🚀👩🏽‍💻, says the team — “by far”.",
  "日本語とEnglishを話します。",
];

const shown = (name: string | readonly [string, string]): string => (typeof name === "string" ? name : name[0]);
const inAddress = (name: string | readonly [string, string]): string =>
  typeof name === "string" ? name.toLowerCase() : name[1];

/** Text as an SQL literal that reads the same whatever `standard_conforming_strings` says. */
const literal = (text: string): string => `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** An SQL expression that picks one of `texts` by `index`, an integer expression of any size from 0 up. */
const pick = (texts: readonly string[], index: string): string =>
  `(ARRAY[${texts.map(literal).join(", ")}]::text[])[1 + (${index}) % ${String(texts.length)}]`;

/**
 * A SELECT that yields the rows with ids `first` to `last`, in that order, columns in the table's order.
 *
 * `a` to `c` are the row's numbers below 2^31: steps of linear congruential generators (Numerical Recipes' and the C
 * standard's constants), each product below 2^63. The low bits of such numbers repeat early, so they are divided
 * before a remainder is taken.
 *
 * @param first from 1
 * @param last at most 2^31 - 1, which is as far as the key goes
 */
export const selectEmployees = (first: number, last: number): string => `
SELECT
  n::integer AS id,
  ${pick(firstNames.map(shown), "a / 512")} AS first_name,
  ${pick(lastNames.map(shown), "b / 512")} AS last_name,
  ${pick(firstNames.map(inAddress), "a / 512")} || '.' || ${pick(lastNames.map(inAddress), "b / 512")}
    || n || '@example.com' AS email,
  ${pick(jobTitles, "c / 512")} AS job_title,
  ((2400000 + (a / 64) % 9600000) * 0.01)::numeric(10, 2) AS salary,
  date '1990-01-01' + ((b / 64) % 12783)::integer AS hired_on,
  timestamptz '2024-01-01 00:00:00+00' + ((c / 2) % 63072000) * interval '1 second'
    + ((a / 2) % 1000) * interval '1 millisecond' AS last_seen_at,
  (c / 1024) % 10 <> 0 AS active,
  nullif(n / 8, 0)::integer AS manager_id,
  CASE WHEN (b / 2048) % 8 = 0 THEN ${pick(notes, "c / 4096")} END AS notes
FROM (
  SELECT n, a, b, (b * 1103515245 + 12345) % 2147483648 AS c
  FROM (
    SELECT n, a, (a * 1664525 + 1013904223) % 2147483648 AS b
    FROM (
      SELECT n, (n * 1103515245 + 12345) % 2147483648 AS a
      FROM generate_series(${String(first)}::bigint, ${String(last)}::bigint) AS n
    ) AS one
  ) AS two
) AS employee`;

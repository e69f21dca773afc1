/** Prisma over pg's pool, by its driver adapter: https://pris.ly/d/adapter-pg */
import type { PrismaClient } from "@prisma/client";
import { defineClient, readOnlyPool } from "ormeter";

/** What our reads ask of a model, whichever of the generated client's it is. */
export interface Model {
  findMany(query?: {
    readonly where?: { readonly id: { readonly gt: number } };
    readonly orderBy?: { readonly id: "asc" };
    readonly cursor?: { readonly id: number };
    readonly skip?: number;
    readonly take?: number;
    readonly include?: Readonly<Record<string, true>>;
  }): Promise<readonly Row[]>;
  findUnique(query: { readonly where: { readonly id: number } }): PromiseLike<unknown>;
}

/** What the model's row has for all that our reads know of it. */
export interface Row {
  readonly id: number;
}

/** They come out together: the CLI generates for the client of its own version, which calls the adapter of its own. */
const releasedWith = "@prisma/client";

export default defineClient<PrismaClient>({
  name: "Prisma",
  packages: {
    "@prisma/client": {
      oldest: { version: "6.16.0", why: "the reads use its client without an engine of its own, which came with it" },
    },
    "@prisma/adapter-pg": { releasedWith },
    prisma: { releasedWith },
    pg: {},
  },
  usual: "find-many",
  // Two statements a root, each by itself.
  onRequest: ["find-each"],
  connect: async ({ url, workload, schema, snapshot, applicationName, connections }) => {
    const [{ PrismaPg }, { Prisma, PrismaClient }, { default: pg }] = await Promise.all([
      import("@prisma/adapter-pg"),
      import("@prisma/client"),
      import("pg"),
    ]);
    const pool = new pg.Pool({ connectionString: url, max: connections, application_name: applicationName });
    // The adapter takes every instant's clock for UTC's, whatever offset it has: https://github.com/prisma/prisma/issues/26786.
    // Poolers keep the time zone of a session to who set it, since it is one of the parameters that servers report. Where the session
    // doesn't take it, the next statement says why.
    pool.on("connect", (client) => void client.query("SET TIME ZONE 'UTC'").catch(() => undefined));
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { schema, disposeExternalPool: true }) });
    await prisma.$connect();
    const departments = [Prisma.ModelName.Department, prisma.department] as const;
    const models: Readonly<Record<string, readonly [name: string, model: Model]>> = {
      departments,
      "departments-of-hundred": departments,
      "departments-of-one": departments,
      documents: [Prisma.ModelName.Document, prisma.document],
      employees: [Prisma.ModelName.Employee, prisma.employee],
      "employees-with-department": [Prisma.ModelName.DepartmentEmployee, prisma.departmentEmployee],
    };
    const [name, target] = models[workload] ?? [];
    const fieldsOf = (model?: string) => Prisma.dmmf.datamodel.models.find((each) => each.name === model)?.fields ?? [];
    const propertiesOf = (model?: string) =>
      new Map(fieldsOf(model).map(({ name: property, dbName }) => [dbName ?? property, property]));
    const own = propertiesOf(name);
    const related = new Map(
      fieldsOf(name)
        .filter(({ kind }) => kind === "object")
        .map(({ name: relation, type }) => [relation, propertiesOf(type)]),
    );
    return {
      source: prisma,
      target,
      propertyOf: (column, relation) =>
        (relation === undefined ? own : related.get(relation))?.get(column.name) ?? column.name,
      // It gives a day without a time as a Date at midnight in UTC.
      midnight: "utc",
      ...(await readOnlyPool(pool, () => prisma.$disconnect(), snapshot)),
    };
  },
});

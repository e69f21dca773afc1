/**
 * getMany by hand: nothing of ormeter's but the entity. It is copied beside packages of its own, so it and the entity
 * import nothing but TypeORM. Reads the small table, so that the code is compiled, then the large one, and prints the
 * processor time of that second getMany in ms. Arguments: URL
 * and schema of each.
 */
import { DataSource } from "typeorm";
import { Employee } from "../../entities/employee.js";

async function cpuOf(url = "", schema = ""): Promise<number> {
  const dataSource = new DataSource({ type: "postgres", url, schema, entities: [Employee] });
  await dataSource.initialize();
  const start = process.cpuUsage();
  const employees = await dataSource.getRepository(Employee).createQueryBuilder("employee").getMany();
  const { user, system } = process.cpuUsage(start);
  await dataSource.destroy();
  if (employees.length === 0) throw new Error(`There are no employees in ${schema}.`);
  return (user + system) / 1000;
}

const [smallUrl, smallSchema, largeUrl, largeSchema] = process.argv.slice(2);
await cpuOf(smallUrl, smallSchema);
process.stdout.write(JSON.stringify(await cpuOf(largeUrl, largeSchema)));

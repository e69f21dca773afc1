/**
 * Does what a worker does with files of a project's, one job after another in one process: for tests that read dozens of
 * entities in a dozen patterns each, where a process a trial would take minutes.
 */
import process from "node:process";
import { pathToFileURL, URL } from "node:url";

const [worker] = process.argv.slice(2);
/** A module of the program that the worker is part of. */
const part = (path) => import(new URL(`../../${path}`, pathToFileURL(worker)).href);

const { connectorOf, describeSource, loadableSource, shapeOf } = await part("src/trial/connections.js");
const { createChecksum } = await part("src/trial/checksum.js");
const { describePattern, loadPattern } = await part("src/trial/load-patterns.js");
const { expectedData } = await part("src/trial/server-rows.js");
const { digestRows } = await part("src/trial/shape.js");
const { read } = await part("src/trial/trial.js");

/** Makes a project's tables, as its own synchronization does. */
async function make({ own, url }) {
  const { findDataSource, readingLike } = await part("bench/typeorm/connecting/their-data-source.js");
  const { options, constructor: DataSource } = readingLike(await findDataSource(loadableSource(own)), { url });
  const source = new DataSource({ ...options, synchronize: true, subscribers: [], uuidExtension: "pgcrypto" });
  await source.initialize();
  await source.destroy();
}

async function readOne(call, dataSet) {
  const pattern = await loadPattern(call.id);
  const connect = await connectorOf(call.id.split("/")[0]);
  const connection = await connect(dataSet, "test");
  try {
    const access = shapeOf(pattern, connection);
    const checksum = createChecksum(dataSet, access);
    const rows = [];
    const consume = (row) => {
      checksum.add(row);
      rows.push(row);
    };
    await read(pattern, call, connection, dataSet, consume);
    // Relations that were loaded because somebody looked at them.
    const loaded = rows.some((row) => Object.getOwnPropertyNames(row).some((name) => /^__(promise|has)_/.test(name)));
    const connectionsLeft = connection.connectionsLeft();
    const digesting = digestRows(dataSet, access);
    for (const row of rows) digesting.add(row);
    const { digest, shape } = digesting.digest();
    const { classes, keys, columns } = shape;
    return {
      rows: checksum.rows(),
      checksum: checksum.value(),
      digest,
      misfits: checksum.misfits(),
      connectionsLeft,
      loaded,
      entity:
        pattern.yields === "entity"
          ? {
              classes,
              keys: keys.filter((key) => !/Ids$/.test(key)),
              types: columns.map(({ name, type }) => [name, type]),
            }
          : undefined,
    };
  } finally {
    await connection.close();
  }
}

async function readAll({ calls, dataSet }) {
  const expected = await expectedData({ dataSet, warmup: dataSet });
  const reads = [];
  for (const call of calls) {
    reads.push({ id: call.id, ...(await readOne(call, dataSet).catch((error) => ({ error: error.stack }))) });
  }
  return { expected, reads };
}

const jobs = {
  make,
  describe: ({ own }) => describeSource(own),
  patterns: ({ ids }) => Promise.all(ids.map(describePattern)),
  read: readAll,
};

process.on("message", ({ kind, ...job }) => {
  jobs[kind](job).then(
    (answer) => process.send({ answer }),
    (error) => process.send({ error: error.stack }),
  );
});
process.send({ answer: "ready" });

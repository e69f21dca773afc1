/** Keeps half a core busy until its parent is gone or ends it: 50 ms of every 100. */
process.on("disconnect", () => process.exit());
setInterval(() => {
  for (const end = performance.now() + 50; performance.now() < end;);
}, 100);

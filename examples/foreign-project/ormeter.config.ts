import { defineConfig } from "ormeter";

export default defineConfig({
  dataSource: "src/data-source.ts",
  entity: "Order",
  urlFrom: "DATABASE_URL",
});

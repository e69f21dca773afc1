import { withoutPassword } from "../../../src/database/connection.js";
import { readOnly } from "../../../src/database/external.js";

test("a URL is shown without its password and its parameters", () => {
  expect(withoutPassword("postgresql://ada:s%40cret@db.example.com:5433/shop?sslcert=/key&password=x")).toBe(
    "postgresql://ada@db.example.com:5433/shop",
  );
});

test("the reads' URL starts every transaction read-only, and keeps what it had", () => {
  const options = (url: string) => new URL(readOnly(url)).searchParams.get("options");
  expect(options("postgresql://a@b/c")).toBe("-c default_transaction_read_only=on");
  expect(options("postgresql://a@b/c?options=-c%20work_mem%3D64MB&sslmode=require")).toBe(
    "-c work_mem=64MB -c default_transaction_read_only=on",
  );
  expect(new URL(readOnly("postgresql://a@b/c?sslmode=require")).searchParams.get("sslmode")).toBe("require");
});

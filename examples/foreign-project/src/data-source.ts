import "reflect-metadata";
import { DataSource } from "typeorm";
import { Order } from "./order";

export const AppDataSource = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  entities: [Order],
});

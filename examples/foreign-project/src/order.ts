import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from "typeorm";

export enum OrderStatus {
  Placed = "placed",
  Paid = "paid",
  Shipped = "shipped",
}

@Entity("orders")
export class Order {
  @PrimaryGeneratedColumn("uuid")
  id: string;

  /** Counts up, whoever places them. */
  @Column({ type: "bigint", unique: true })
  number: string;

  @Column({ type: "enum", enum: OrderStatus, default: OrderStatus.Placed })
  status: OrderStatus;

  @Column("jsonb")
  items: { readonly sku: string; readonly quantity: number }[];

  @Column({ type: "numeric", precision: 12, scale: 2 })
  total: string;

  @CreateDateColumn({ name: "placed_at", type: "timestamptz" })
  placedAt: Date;
}

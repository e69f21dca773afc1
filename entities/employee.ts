import { Column, Entity, PrimaryColumn } from "typeorm";

/** The driver gives numeric as text, so as not to lose digits; a salary of two decimals fits a number. */
export const decimal = {
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
  to: (value: number | null): string | null => (value === null ? null : value.toFixed(2)),
};

/** One employee: text, numeric, date, instant, boolean and nullable columns, as a service's main table has them. */
@Entity("employees")
export class Employee {
  @PrimaryColumn({ type: "integer" })
  id!: number;

  @Column({ type: "text", name: "first_name" })
  firstName!: string;

  @Column({ type: "text", name: "last_name" })
  lastName!: string;

  @Column({ type: "text" })
  email!: string;

  @Column({ type: "text", name: "job_title" })
  jobTitle!: string;

  @Column({ type: "numeric", precision: 10, scale: 2, transformer: decimal })
  salary!: number;

  /** A calendar day, `YYYY-MM-DD`: it has no time zone. */
  @Column({ type: "date", name: "hired_on" })
  hiredOn!: string;

  /** Milliseconds at most, which is what a Date can hold. */
  @Column({ type: "timestamptz", precision: 3, name: "last_seen_at" })
  lastSeenAt!: Date;

  @Column({ type: "boolean" })
  active!: boolean;

  /** The id of another employee; null at the top of the house. */
  @Column({ type: "integer", name: "manager_id", nullable: true })
  managerId!: number | null;

  /** Free text with everything that must be escaped in it; null for most. */
  @Column({ type: "text", nullable: true })
  notes!: string | null;
}

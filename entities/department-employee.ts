import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from "typeorm";
import { Department } from "./department.js";
import { decimal } from "./employee.js";

/** An employee of a department: what the article's employee has, and where they work. */
@Entity("department_employees")
export class DepartmentEmployee {
  @PrimaryColumn({ type: "integer" })
  id!: number;

  /** Null for those who work for the whole house. */
  @Column({ type: "integer", name: "department_id", nullable: true })
  departmentId!: number | null;

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

  @Column({ type: "date", name: "hired_on" })
  hiredOn!: string;

  @Column({ type: "timestamptz", precision: 3, name: "last_seen_at" })
  lastSeenAt!: Date;

  @Column({ type: "boolean" })
  active!: boolean;

  @Column({ type: "text", nullable: true })
  notes!: string | null;

  // Two files that import each other: the type alone is known before both are loaded.
  @ManyToOne(() => Department, (department) => department.employees, { createForeignKeyConstraints: false })
  @JoinColumn({ name: "department_id" })
  department!: Relation<Department> | null;
}

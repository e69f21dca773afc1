import { Column, Entity, OneToMany, PrimaryColumn } from "typeorm";
import { DepartmentEmployee } from "./department-employee.js";
import { decimal } from "./employee.js";

/** A department, with those who work there: none in some, twice as many as usual in others. */
@Entity("departments")
export class Department {
  @PrimaryColumn({ type: "integer" })
  id!: number;

  @Column({ type: "text" })
  name!: string;

  @Column({ type: "text" })
  city!: string;

  @Column({ type: "numeric", precision: 12, scale: 2, transformer: decimal })
  budget!: number;

  @Column({ type: "date", name: "founded_on" })
  foundedOn!: string;

  @OneToMany(() => DepartmentEmployee, (employee) => employee.department)
  employees!: DepartmentEmployee[];
}

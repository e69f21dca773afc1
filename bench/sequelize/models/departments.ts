import { DataTypes, type Model, type ModelStatic, type Sequelize } from "sequelize";

/** The models of the workloads of departments, in the schema that their rows were loaded into, and how they belong together. */
export function departmentModels(sequelize: Sequelize, schema: string) {
  const departments: ModelStatic<Model> = sequelize.define(
    "Department",
    {
      id: { type: DataTypes.INTEGER, primaryKey: true },
      name: { type: DataTypes.TEXT, allowNull: false },
      city: { type: DataTypes.TEXT, allowNull: false },
      budget: { type: DataTypes.DECIMAL(12, 2), allowNull: false },
      foundedOn: { type: DataTypes.DATEONLY, allowNull: false },
    },
    { schema, tableName: "departments", timestamps: false, underscored: true },
  );
  const departmentEmployees: ModelStatic<Model> = sequelize.define(
    "DepartmentEmployee",
    {
      id: { type: DataTypes.INTEGER, primaryKey: true },
      departmentId: { type: DataTypes.INTEGER },
      firstName: { type: DataTypes.TEXT, allowNull: false },
      lastName: { type: DataTypes.TEXT, allowNull: false },
      email: { type: DataTypes.TEXT, allowNull: false },
      jobTitle: { type: DataTypes.TEXT, allowNull: false },
      salary: { type: DataTypes.DECIMAL(10, 2), allowNull: false },
      hiredOn: { type: DataTypes.DATEONLY, allowNull: false },
      lastSeenAt: { type: DataTypes.DATE(3), allowNull: false },
      active: { type: DataTypes.BOOLEAN, allowNull: false },
      notes: { type: DataTypes.TEXT },
    },
    { schema, tableName: "department_employees", timestamps: false, underscored: true },
  );
  // The database has none either: it would be in the way of removing what is ormeter's.
  const by = { foreignKey: "departmentId", constraints: false };
  departments.hasMany(departmentEmployees, { ...by, as: "employees" });
  departmentEmployees.belongsTo(departments, { ...by, as: "department" });
  return { departments, departmentEmployees };
}

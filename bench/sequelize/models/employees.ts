import { DataTypes, type Model, type ModelStatic, type Sequelize } from "sequelize";

/** The model of the workload `employees`, in the schema that its rows were loaded into. */
export const employees = (sequelize: Sequelize, schema: string): ModelStatic<Model> =>
  sequelize.define(
    "Employee",
    {
      id: { type: DataTypes.INTEGER, primaryKey: true },
      firstName: { type: DataTypes.TEXT, allowNull: false },
      lastName: { type: DataTypes.TEXT, allowNull: false },
      email: { type: DataTypes.TEXT, allowNull: false },
      jobTitle: { type: DataTypes.TEXT, allowNull: false },
      salary: { type: DataTypes.DECIMAL(10, 2), allowNull: false },
      hiredOn: { type: DataTypes.DATEONLY, allowNull: false },
      lastSeenAt: { type: DataTypes.DATE(3), allowNull: false },
      active: { type: DataTypes.BOOLEAN, allowNull: false },
      managerId: { type: DataTypes.INTEGER },
      notes: { type: DataTypes.TEXT },
    },
    { schema, tableName: "employees", timestamps: false, underscored: true },
  );

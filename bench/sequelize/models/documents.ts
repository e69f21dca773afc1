import { DataTypes, type Model, type ModelStatic, type Sequelize } from "sequelize";

/** The model of the workload `documents`, in the schema that its rows were loaded into. */
export const documents = (sequelize: Sequelize, schema: string): ModelStatic<Model> =>
  sequelize.define(
    "Document",
    {
      id: { type: DataTypes.INTEGER, primaryKey: true },
      title: { type: DataTypes.TEXT, allowNull: false },
      body: { type: DataTypes.TEXT, allowNull: false },
      properties: { type: DataTypes.JSONB, allowNull: false },
      updatedAt: { type: DataTypes.DATE(3), allowNull: false },
    },
    { schema, tableName: "documents", timestamps: false, underscored: true },
  );

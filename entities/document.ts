import { Column, Entity, PrimaryColumn } from "typeorm";

/** A wide row: a text of 20 kB, and JSON. */
@Entity("documents")
export class Document {
  @PrimaryColumn({ type: "integer" })
  id!: number;

  @Column({ type: "text" })
  title!: string;

  /** 20 kB in ASCII, which the server keeps outside of the row. */
  @Column({ type: "text" })
  body!: string;

  @Column({ type: "jsonb" })
  properties!: { readonly author: string; readonly tags: readonly string[]; readonly revisions: readonly number[] };

  @Column({ type: "timestamptz", precision: 3, name: "updated_at" })
  updatedAt!: Date;
}

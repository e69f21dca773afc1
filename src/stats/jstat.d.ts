declare module "jstat" {
  /** The part that is used here: jStat ships no types. */
  const jstat: {
    readonly jStat: {
      readonly studentt: {
        /** The value below which Student's t with `dof` degrees of freedom lies with probability `p`. */
        inv(p: number, dof: number): number;
      };
    };
  };
  export default jstat;
}

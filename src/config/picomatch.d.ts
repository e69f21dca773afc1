/** The part of picomatch that is used here; the package has no types of its own. */
declare module "picomatch" {
  /** Makes a test of a glob. Without `*` at the start of a name, one that begins with a dot isn't matched. */
  export default function picomatch(glob: string | readonly string[]): (text: string) => boolean;
}

/** What has to be given back, in the reverse of the order in which it was taken. */
type Release = () => unknown;

export class Releases {
  readonly #pending: Release[] = [];
  #done: Promise<void> | undefined;

  add(release: Release): void {
    this.#pending.push(release);
  }

  /** Gives everything back, once however often it is called; throws the first error after trying them all. */
  run(): Promise<void> {
    return (this.#done ??= this.#runAll());
  }

  async #runAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const release of this.#pending.reverse()) {
      try {
        await release();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

// Long work, a slice at a time, so that the page draws and takes keys meanwhile. Work is a
// generator that yields wherever it may pause, and returns its result.

/** Milliseconds of a slice: work that takes less is done at once. */
const SLICE = 50;

/** Return the result of some work, however long it takes. */
function finished(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** One piece of work at a time; what is begun takes the place of what was not done. */
class Sliced {
  #timer = 0;
  #work = null;
  #onDone = null;

  get isBusy() {
    return this.#work !== null;
  }

  /**
   * Begin some work, and do a first slice of it at once.
   * @param {Generator} work
   * @param {(result: *, isLate: boolean) => void} onDone - `isLate` after more slices
   *   than the first.
   */
  begin(work, onDone) {
    this.stop();
    [this.#work, this.#onDone] = [work, onDone];
    this.#run(SLICE, false);
  }

  /** Do the rest at once. */
  finish() {
    if (this.isBusy) this.#run(Infinity, true);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#work = null;
  }

  #run(most, isLate) {
    const end = performance.now() + most;
    do {
      const { done, value } = this.#work.next();
      if (!done) continue;
      this.stop();
      this.#onDone(value, isLate);
      return;
    } while (performance.now() < end);
    this.#timer = setTimeout(() => this.#run(SLICE, true));
  }
}

/**
 * The latest sequence of each alert, so that an event that comes twice is taken once. A service keeps this in its database:
 * an upsert by alert id where the sequence is higher.
 */
export class LatestStates {
  static #REMEMBERED = 10_000
  #sequences = new Map()

  /** True when this was news. */
  take({ id, sequence }) {
    const last = this.#sequences.get(id)
    if (last !== undefined && last >= sequence) {
      return false
    }
    this.#sequences.delete(id) // so that the map's order is that of the latest news
    this.#sequences.set(id, sequence)
    if (this.#sequences.size > LatestStates.#REMEMBERED) {
      this.#sequences.delete(this.#sequences.keys().next().value)
    }
    return true
  }
}

declare module 'seedrandom/lib/alea.js' {
  /** Baagøe's generator: made from a text, or in a given state, gives numbers in [0, 1) with 32 bits. */
  function alea(seed: string, options?: { readonly state: alea.AleaState }): () => number
  namespace alea {
    interface AleaState {
      readonly c: number
      readonly s0: number
      readonly s1: number
      readonly s2: number
    }
  }
  export = alea
}

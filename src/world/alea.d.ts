declare module 'seedrandom/lib/alea.js' {
  /** Baagøe's generator: made from a text, gives numbers in [0, 1) with 32 bits. */
  function alea(seed: string): () => number
  export = alea
}

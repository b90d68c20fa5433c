/** The version of the world: it goes up whenever the same seed gives other records than before. */
export const WORLD_VERSION = '2'

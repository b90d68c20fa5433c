/** Characters of a name or a seed, as `scenarios/scenario.schema.yaml` says: clients take 16 kB of headers, percent-encoded ones. */
export const MOST_OF_NAME = 256

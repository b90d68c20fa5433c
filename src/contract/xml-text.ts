const MARKUP_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

/** Text for XML and HTML: xmlText as entities, characters that XML has not taken out. */
export const xmlText = (text: string): string =>
  text
    .replaceAll(/[&<>"]/g, sign => MARKUP_ENTITIES.get(sign) ?? '')
    .replaceAll(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, '')

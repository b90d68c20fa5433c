/** The page's name in its bar, which is dark by day and by night. */
export const DOCS_LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="150" height="40" viewBox="0 0 150 40">
<text x="0" y="27" font-family="sans-serif" font-size="22" font-weight="700" fill="#fff">kore-mock</text></svg>`

/** What is to be changed of Swagger UI's own style: all calls of the vendor's five documents are on the first screen, and long paths and tables stay within a narrow one. */
export const DOCS_STYLE = `
.swagger-ui .topbar { padding: 4px 0; }
.swagger-ui .info { margin: 14px 0 6px; }
.swagger-ui .info .title { font-size: 26px; }
.swagger-ui .info .main .info__license, .swagger-ui .info__license { display: none; }
.swagger-ui .info p, .swagger-ui .info .renderedMarkdown p { margin: 6px 0; }
.swagger-ui .scheme-container { margin: 0 0 4px; padding: 6px 0; box-shadow: none; background: none; }
.swagger-ui .servers-title, .swagger-ui .servers { display: none; }
.swagger-ui .markdown p, .swagger-ui .renderedMarkdown p { line-height: 1.5; }
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { padding: 1px 5px; }
.swagger-ui .opblock-tag { padding: 4px 8px; margin: 0 0 4px; font-size: 20px; }
.swagger-ui .opblock { margin: 0 0 6px; }
.swagger-ui .opblock .opblock-summary { padding: 3px 5px; }
.swagger-ui .opblock .opblock-summary-path { max-width: none; word-break: break-word; }
.swagger-ui .topbar-wrapper a { max-width: 170px; }
@media (max-width: 640px) {
  .swagger-ui .wrapper { padding: 0 10px; }
  .swagger-ui .info .title { font-size: 22px; }
  .swagger-ui .topbar .download-url-wrapper label.select-label span { display: none; }
  .swagger-ui .opblock .opblock-summary-control { flex-wrap: wrap; }
  .swagger-ui .opblock .opblock-summary-path { flex-basis: 100%; }
  .swagger-ui .opblock .opblock-section-header { flex-wrap: wrap; height: auto; }
  .swagger-ui table.parameters, .swagger-ui table.parameters tbody, .swagger-ui table.parameters tr,
  .swagger-ui table.parameters td { display: block; width: auto; max-width: 100%; }
  .swagger-ui table.parameters thead { display: none; }
  .swagger-ui .parameters-col_description input, .swagger-ui .parameters-col_description select,
  .swagger-ui .parameters-col_description textarea { max-width: 100%; width: 100%; }
  .swagger-ui .opblock-body pre.microlight { font-size: 11px; }
}
`

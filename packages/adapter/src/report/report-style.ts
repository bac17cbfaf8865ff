import { html, type Html } from './html.ts';

/** Plain and wide enough to print; says nothing by colour alone. */
export const REPORT_STYLE: Html = html`
  body { margin: 0; font: 16px/1.5 arial, sans-serif; color: #0b0c0c; background: #fff; } main { max-width:
  60rem; margin: 0 auto; padding: 2rem 1rem 4rem; } h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem;
  } h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 0.75rem; } .verdict { border: 4px solid
  #0b0c0c; padding: 0.75rem 1rem; font-size: 1.25rem; } .verdict.stopped, .verdict.over-threshold {
  border-style: double; border-width: 8px; } dl { display: grid; grid-template-columns: max-content 1fr; gap:
  0.25rem 1.5rem; } dt { font-weight: bold; } dd { margin: 0; overflow-wrap: anywhere; } table {
  border-collapse: collapse; width: 100%; margin: 0 0 1rem; } caption { text-align: left; color: #505a5f;
  padding-bottom: 0.5rem; } th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0;
  border-bottom: 1px solid #b1b4b6; } th[scope='row'] { font-weight: normal; } thead th, tfoot th, tfoot td {
  font-weight: bold; } td { overflow-wrap: break-word; } td.number { white-space: nowrap; } .number {
  text-align: right; } table.narrow { width: auto; min-width: 50%; } code { font-size: 0.875rem; color:
  #505a5f; } .severity { font-weight: bold; text-transform: capitalize; } .message { color: #505a5f; } @media
  screen and (max-width: 45rem) { table { display: block; overflow-x: auto; } } @page { margin: 15mm; } @media
  print { body { font-size: 10pt; } thead { display: table-header-group; } main { max-width: none; padding: 0;
  } tr { break-inside: avoid; } h2 { break-after: avoid; } }
`;

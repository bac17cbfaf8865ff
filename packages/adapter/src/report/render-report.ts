import type { Place } from '@contactpoint/contract';
import { html, join, type Html } from './html.ts';
import { REPORT_STYLE } from './report-style.ts';
import type { Balance, IssueGroup, RunReport } from './run-report.ts';

/**
 * The report as one HTML page that needs no network, prints, and works in black and white. Numbers, codes and
 * places only: no value of any record.
 */
export function renderReport(report: RunReport): string {
  const page = html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${report.mapping.name}: run report</title>
        <style>
          ${REPORT_STYLE}
        </style>
      </head>
      <body>
        <main>
          ${renderHead(report)} ${renderStops(report)} ${renderThresholds(report)} ${renderBalance(report)}
          ${renderInputs(report)} ${renderIssues(report)} ${renderFields(report)} ${renderAnswers(report)}
          ${renderDrift(report)}
        </main>
      </body>
    </html>`;
  return page.text;
}

const VERDICTS = {
  done: 'Done',
  'over-threshold': 'Done, with more errors than the mapping allows',
  stopped: 'Stopped: a person must decide',
};
const MODES = {
  directory: 'sent to the directory',
  file: 'written to a file',
  'dry-run': 'dry run, nothing sent',
};

function renderHead(report: RunReport): Html {
  const { mapping, system, run, startedAt, finishedAt, durations, mode } = report;
  const resumed = run.resumed ? html`, taken up after it was cut off` : html``;
  return html`<h1>${mapping.name}</h1>
    <p class="verdict ${report.verdict}"><strong>${VERDICTS[report.verdict]}.</strong></p>
    <dl>
      <dt>Source</dt>
      <dd>${system}</dd>
      <dt>Mapping</dt>
      <dd>${mapping.file}</dd>
      <dt>Run</dt>
      <dd>
        ${run.number === undefined ? '' : `${run.number}, `}${MODES[mode]}${resumed}<br /><code
          >${run.id}</code
        >
      </dd>
      <dt>Time</dt>
      <dd>${timeText(startedAt)} to ${timeText(finishedAt)}, ${seconds(durations.total)}</dd>
    </dl>`;
}

function renderStops({ stops }: RunReport): Html {
  if (stops.length === 0) return html``;
  return html`<h2>Why the run stopped</h2>
    <ul>
      ${join(stops.map(({ code, sentence }) => html`<li>${sentence} <code>${code}</code></li>`))}
    </ul>`;
}

function renderThresholds({ thresholds }: RunReport): Html {
  if (thresholds.length === 0) return html``;
  const items = thresholds.map(
    ({ sentence, code, breach }) =>
      html`<li>
        <span class="severity">${breach ? 'Too many' : 'Warning'}:</span> ${sentence}
        ${code === undefined ? '' : html`<code>${code}</code>`}
      </li>`,
  );
  return html`<h2>Limits that were passed</h2>
    <ul>
      ${join(items)}
    </ul>`;
}

/** Every row of the export stands in exactly one of these lines. */
function renderBalance({ balance }: RunReport): Html {
  const lines = balanceLines(balance);
  const rows = lines.map(
    ([name, count]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td class="number">${number(count)}</td>
      </tr>`,
  );
  return html`<h2>What became of the records</h2>
    <table class="narrow">
      <caption>
        Every record that was read stands in exactly one line.
      </caption>
      <tbody>
        ${join(rows)}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Read</th>
          <td class="number">${number(balance.read)}</td>
        </tr>
      </tfoot>
    </table>
    ${renderAbsent(balance)}`;
}

function balanceLines(balance: Balance): readonly (readonly [string, number])[] {
  const lines: [string, number][] = [
    ...Object.entries(balance.outcomes).map(([outcome, count]): [string, number] => [
      `Receipt: ${outcome}`,
      count,
    ]),
    ['Written to the file', balance.written],
    ['Would be sent', balance.ready],
    ['Unchanged since it was last sent', balance.unchanged],
    ['Of these, rejected when it was sent', balance.rejectedBefore],
    ['Kept back for repair', balance.quarantined],
    ['Left out by the mapping', balance.leftOut],
  ];
  return lines.filter(([, count]) => count > 0);
}

function renderAbsent({ absent, closedByAbsence, awaitingClose }: Balance): Html {
  if (absent + closedByAbsence === 0) return html``;
  return html`<p>
    Known records that this export no longer holds: ${number(absent)}. Closed: ${number(closedByAbsence)}.
    Waiting for a person to confirm: ${number(awaitingClose)}.
  </p>`;
}

function renderInputs({ inputs }: RunReport): Html {
  const inOrder = inputs.toSorted((a, b) => Number(a.role === 'joined') - Number(b.role === 'joined'));
  const rows = inOrder.map(
    ({ name, role, rows, unreadable, unmatched }) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${role === 'records' ? 'records' : 'joined'}</td>
        <td class="number">${number(rows)}</td>
        <td class="number">${number(unreadable)}</td>
        <td class="number">${unmatched === undefined ? '' : number(unmatched)}</td>
      </tr>`,
  );
  const heads = ['Input', 'Used as', '#Rows', '#Unreadable', '#Belong to no record'];
  return html`<h2>What was read</h2>
    ${table(heads, rows)}`;
}

function renderIssues({ issues }: RunReport): Html {
  if (issues.length === 0)
    return html`<h2>What was wrong</h2>
      <p>Nothing.</p>`;
  return html`<h2>What was wrong</h2>
    <p>Errors first; then those whose repair helps most records.</p>
    ${table(['Cause', '#Records', 'Where', 'What to do'], issues.map(renderIssue))}`;
}

function renderIssue(group: IssueGroup): Html {
  const where = group.column ?? group.path ?? '';
  return html`<tr>
    <th scope="row">
      <span class="severity">${group.severity}</span> ${group.title}<br />
      <span class="message">${group.message}</span><br /><code>${group.code}</code>
      ${group.from === 'directory' ? html`<br /><span class="message">said by the directory</span>` : html``}
    </th>
    <td class="number">${number(group.records)}</td>
    <td><strong>${where}</strong>${renderPlaces(group)}</td>
    <td>${group.suggestion}<br /><span class="message">${FIXERS[group.fixableBy]}</span></td>
  </tr>`;
}

const FIXERS: Readonly<Record<IssueGroup['fixableBy'], string>> = {
  authority: 'Whoever keeps the data can do it.',
  vendor: 'The maker of the source system can do it.',
  directory: 'The directory’s operator can do it.',
};

/** The first places, one line a file. */
function renderPlaces({ places, count }: IssueGroup): Html {
  const files = Map.groupBy(places, ({ file }) => file);
  const lines = [...files].map(
    ([file, found]) => html`<br /><span title="${file}">${shortName(file)}</span> ${spotsText(found)}`,
  );
  const more = count - places.length;
  return html`${join(lines)}${more > 0 ? html`<br /><span class="message">and ${number(more)} more</span>` : html``}`;
}

/** `rows 9, 17, 21`; lines where a format has no rows. */
function spotsText(places: readonly Place[]): string {
  const [first] = places;
  const word = first?.row !== undefined ? 'row' : first?.line !== undefined ? 'line' : '';
  const numbers = places.flatMap(({ row, line }) => row ?? line ?? []);
  return numbers.length === 0 ? '' : `${word}${numbers.length > 1 ? 's' : ''} ${numbers.join(', ')}`;
}

/** Longer paths lose their folders; the whole one shows on pointing at it. */
const LONGEST_FILE = 32;

function shortName(file: string): string {
  return file.length > LONGEST_FILE ? `…/${file.split(/[\\/]/).at(-1) ?? ''}` : file;
}

/** `22 November 2026 00:38 UTC` */
function timeText(instant: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(instant) ?? [];
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year} ${time} UTC`;
}
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

function renderFields({ fields, balance }: RunReport): Html {
  if (fields.length === 0) return html``;
  const whole = balance.read - balance.quarantined - balance.leftOut;
  const rows = fields.map(
    ({ path, filled }) =>
      html`<tr>
        <th scope="row">${path.slice(1).replaceAll('/', ' › ')}</th>
        <td class="number">${number(filled)}</td>
        <td class="number">${whole > 0 ? `${Math.round((100 * filled) / whole)}%` : ''}</td>
      </tr>`,
  );
  return html`<h2>How full the records are</h2>
    ${table(['Part', '#Records', '#Share'], rows, 'narrow')}`;
}

function renderAnswers({ matches, discrepancies, changes }: RunReport): Html {
  const counts = (name: string, entries: readonly (readonly [string, number])[]) =>
    entries.length === 0
      ? html``
      : html`<h2>${name}</h2>
          ${table(
            ['', '#Records'],
            entries.map(
              ([of, count]) =>
                html`<tr>
                  <th scope="row">${of}</th>
                  <td class="number">${number(count)}</td>
                </tr>`,
            ),
            'narrow',
          )}`;
  return html`${counts('How the directory matched them', Object.entries(matches))}
  ${counts(
    'Parts that had changed since they were last sent',
    changes.map(({ part, count }) => [part, count]),
  )}
  ${counts(
    'Differences from other sources',
    discrepancies.map(({ kind, path, count }) => [`${kind} ${path}`, count]),
  )}`;
}

function renderDrift({ drift, stops }: RunReport): Html {
  const told = new Set(stops.map(({ sentence }) => sentence));
  const others = drift.filter(({ sentence }) => !told.has(sentence));
  if (others.length === 0) return html``;
  const items = others.map(
    ({ sentence, breach }) => html`<li>${sentence}${breach ? ' This is beyond the guard.' : ''}</li>`,
  );
  return html`<h2>What differs from the last export</h2>
    <ul>
      ${join(items)}
    </ul>`;
}

/** @param heads - Those of columns of numbers begin with `#`. */
function table(heads: readonly string[], rows: readonly Html[], width: 'narrow' | 'wide' = 'wide'): Html {
  const cells = heads.map((head) =>
    head.startsWith('#')
      ? html`<th scope="col" class="number">${head.slice(1)}</th>`
      : html`<th scope="col">${head}</th>`,
  );
  return html`<table class="${width}">
    <thead>
      <tr>
        ${join(cells)}
      </tr>
    </thead>
    <tbody>
      ${join(rows)}
    </tbody>
  </table>`;
}

function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

import type { Cost } from './cost.ts';

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 64;
const RIGHT = 24;
const TOP = 28;
const BOTTOM = 56;

/**
 * Cost of one record against the number of children, as a picture that reads in black and white: children on
 * a scale of powers of ten, milliseconds on a straight one; median, mean and p95 by their lines and marks.
 */
export function plotGrowth(costs: readonly Cost[]): string {
  const logs = costs.map(({ children }) => Math.log10(children));
  const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const most = niceAbove(Math.max(...costs.map(({ p95 }) => p95)));
  const x = (children: number): number =>
    LEFT + ((Math.log10(children) - low) / Math.max(1, high - low)) * (WIDTH - LEFT - RIGHT);
  const y = (time: number): number => HEIGHT - BOTTOM - (time / most) * (HEIGHT - TOP - BOTTOM);
  const series = SERIES.map(({ key, dash, mark, name }) => {
    const points = costs.map((cost): readonly [number, number] => [x(cost.children), y(cost[key])]);
    const [endX, endY] = points.at(-1)!;
    return [
      `<polyline points="${points.map((point) => point.map(round).join(',')).join(' ')}" fill="none" stroke="black" stroke-width="1.5" stroke-dasharray="${dash}"/>`,
      ...points.map(([px, py]) => mark(round(px), round(py))),
      `<text x="${round(endX - 6)}" y="${round(endY - 8)}" text-anchor="end">${name}</text>`,
    ].join('\n');
  });
  const powers = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-labelledby="title">
<title id="title">Milliseconds of CPU to match one record, by children in the directory</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
${powers.map((power) => `<line x1="${round(x(power))}" y1="${TOP}" x2="${round(x(power))}" y2="${HEIGHT - BOTTOM}" stroke="#ccc"/><text x="${round(x(power))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${power.toLocaleString('en-GB')}</text>`).join('\n')}
${ticks.map((time) => `<line x1="${LEFT}" y1="${round(y(time))}" x2="${WIDTH - RIGHT}" y2="${round(y(time))}" stroke="#ccc"/><text x="${LEFT - 8}" y="${round(y(time) + 4)}" text-anchor="end">${time.toFixed(2)}</text>`).join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">children in the directory</text>
<text x="${LEFT}" y="${TOP - 10}">milliseconds of CPU a record</text>
${series.join('\n')}
</svg>
`;
}

const SERIES = [
  {
    key: 'p95',
    name: 'p95',
    dash: '2 4',
    mark: (x: number, y: number) => `<rect x="${x - 3}" y="${y - 3}" width="6" height="6" fill="black"/>`,
  },
  {
    key: 'mean',
    name: 'mean',
    dash: '8 4',
    mark: (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="3.5" fill="white" stroke="black"/>`,
  },
  {
    key: 'median',
    name: 'median',
    dash: '0',
    mark: (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="3.5" fill="black"/>`,
  },
] as const;

const round = (value: number): number => Math.round(value * 10) / 10;

/** The next of 1, 2, 4 or 10 times a power of ten. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 10].find((factor) => factor * power >= value) ?? 10);
}

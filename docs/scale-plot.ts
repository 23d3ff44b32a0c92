import {max} from '../bench/polling/measure.ts';
import type {ScalePoint} from '../bench/scale.ts';
import {label, left, plotOf, right, round, scaleOf} from './polling-plot.ts';

const title = 'accounts with 5,000 runs each: one process for each account, one Prometheus';
const height = 494;
const panels: readonly (readonly [what: string, value: (point: ScalePoint) => number])[] = [
	['requests a second, all accounts', ({requests}) => requests],
	['memory of all processes, MB', ({megabytes}) => megabytes],
	['oldest response of a polled run, seconds, worst account', ({oldest}) => oldest],
];

/** Returns an SVG with a bar for each number of accounts in each panel. */
export function scalePlot(points: readonly ScalePoint[]): string {
	const slot = (right - left) / points.length;
	const x = (index: number): number => left + (index + 0.5) * slot;
	const bottomOf = (panel: number): number => 168 + panel * 140;
	const drawn = panels.flatMap(([what, value], panel) => {
		const bottom = bottomOf(panel);
		const {grid, y} = scaleOf(max(points.map(value)), {
			top: bottom - 84,
			bottom,
		});
		const bars = points.map((point, index) => {
			const [at, top] = [round(x(index) - 24), y(value(point))];
			return [
				`<path d="M${at} ${bottom}V${top}h48V${bottom}z" class="granted"/>`,
				`<text x="${round(x(index))}" y="${top - 5}" class="label middle">${Math.round(value(point))}</text>`,
			].join('');
		});
		return [label(left, bottom - 104, what), ...grid, ...bars];
	});
	const axis = points.map(
		({accounts}, index) =>
			`<text x="${round(x(index))}" y="${bottomOf(panels.length - 1) + 20}" class="tick middle">${accounts}</text>`,
	);
	return plotOf(title, height, [
		...drawn,
		label(left, bottomOf(panels.length - 1) + 20, 'accounts'),
		...axis,
	]);
}

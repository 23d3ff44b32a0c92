import {max} from '../bench/polling/measure.ts';
import type {Second} from '../bench/polling/series.ts';

const width = 840;
export const left = 52;
export const right = width - 28;
const axisY = 344;
/** The vertical range of each panel. */
const requestsPanel = {top: 76, bottom: 196};
const agesPanel = {top: 244, bottom: 324};

type Panel = typeof requestsPanel;

/** The properties that differ between a light and a dark page. No variables: not every viewer knows them. */
const colours: readonly (readonly [
	selector: string,
	property: string,
	light: string,
	dark: string,
])[] = [
	['text', 'fill', '#59636e', '#9198a1'],
	['.title', 'fill', '#1f2328', '#d7dae0'],
	['.page', 'fill', '#ffffff', '#16181d'],
	['.grid', 'stroke', '#d9dee3', '#31363f'],
	['.granted', 'fill', '#2f81d8', '#4d9de8'],
	['.refused', 'fill', '#d1242f', '#f0707a'],
	['.failed', 'fill', '#bc6c00', '#e3b341'],
	['.limit,.oldest', 'stroke', '#1f2328', '#d7dae0'],
	['.median', 'stroke', '#2f81d8', '#4d9de8'],
];

/** Returns an SVG of the requests of a simulation and of the ages of the responses, second by second. */
export function pollingPlot(seconds: readonly Second[], title: string): string {
	const stacked = seconds.map(({granted, refused, failed}) => granted + refused + failed);
	const allowed = seconds.map(second => second.allowed ?? 0);
	const requests = scaleOf(max([...stacked, ...allowed]), requestsPanel);
	const ages = scaleOf(max(seconds.map(({oldest}) => oldest)), agesPanel);
	const x = (second: number): number => left + (second / seconds.length) * (right - left);
	const kinds = (['granted', 'refused', 'failed'] as const).filter(kind =>
		seconds.some(second => second[kind] > 0),
	);
	const bars = kinds.map((kind, index) => {
		const below = kinds.slice(0, index);
		const d = seconds.map((second, at) => {
			const base = below.reduce((sum, one) => sum + second[one], 0);
			const [from, to] = [requests.y(base), requests.y(base + second[kind])];
			return from === to ? '' : `M${round(x(at))} ${from}V${to}H${round(x(at + 1) - 0.4)}V${from}z`;
		});
		return `<path d="${d.join('')}" class="${kind}"/>`;
	});
	const limit = seconds.some(second => second.allowed !== null)
		? [`<path d="${steps(allowed.map(requests.y), x)}" class="limit"/>`]
		: [];
	const legend = [
		...kinds.map(kind => [kind, legendTexts[kind]] as const),
		...(limit.length > 0 ? [['limit', 'allowed rate'] as const] : []),
	];
	return plotOf(title, 372, [
		label(left, requestsPanel.top - 16, 'requests a second'),
		...legendAt(requestsPanel.top - 16, legend),
		...requests.grid,
		...bars,
		...limit,
		label(left, agesPanel.top - 16, 'age of the last response of a run, seconds'),
		...legendAt(agesPanel.top - 16, [
			['oldest', 'oldest'],
			['median', 'median'],
		]),
		...ages.grid,
		line(
			seconds.map(({median}) => ages.y(median)),
			x,
			'median',
		),
		line(
			seconds.map(({oldest}) => ages.y(oldest)),
			x,
			'oldest',
		),
		...ticks(seconds.length).map(
			second => `<text x="${round(x(second))}" y="${axisY}" class="tick middle">${second} s</text>`,
		),
	]);
}

/** Returns an SVG with a title and the given elements. */
export function plotOf(title: string, height: number, content: readonly string[]): string {
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">`,
		`<title>${title}</title>`,
		`<style>${styleSheet()}</style>`,
		`<rect width="${width}" height="${height}" rx="8" class="page"/>`,
		`<text x="${left}" y="30" class="title">${title}</text>`,
		...content,
		'</svg>\n',
	].join('\n');
}

const legendTexts = {granted: 'accepted', refused: 'refused (429)', failed: 'no connection'};

type Scale = {readonly y: (value: number) => number; readonly grid: readonly string[]};

export function scaleOf(largest: number, {top, bottom}: Panel): Scale {
	const marks = ticks(Math.max(1, largest * 1.02));
	const step = (marks[1] ?? 1) - (marks[0] ?? 0);
	const highest = Math.max(1, Math.ceil(largest / step) * step);
	const y = (value: number): number => round(bottom - (value / highest) * (bottom - top));
	const grid = [...new Set([...marks, highest])].flatMap(mark => [
		`<path d="M${left} ${y(mark)}H${right}" class="grid"/>`,
		`<text x="${left - 8}" y="${y(mark) + 4}" class="tick end">${mark}</text>`,
	]);
	return {y, grid};
}

/** Returns round numbers from 0 up to `largest`, about four steps. */
function ticks(largest: number): readonly number[] {
	const magnitude = 10 ** Math.floor(Math.log10(largest / 4));
	const factor = [1, 2, 5, 10].find(one => largest / (one * magnitude) <= 6) ?? 10;
	const step = Math.max(1, factor * magnitude);
	return Array.from({length: Math.floor(largest / step) + 1}, (_, index) => index * step);
}

function line(ys: readonly number[], x: (second: number) => number, style: string): string {
	const points = ys.map((y, index) => `${round(x(index + 1))} ${y}`);
	return `<path d="M${points.join('L')}" class="${style}"/>`;
}

function steps(ys: readonly number[], x: (second: number) => number): string {
	return ys
		.map((y, at) =>
			at === 0
				? `M${left} ${y}H${round(x(1))}`
				: `${y === ys[at - 1] ? '' : `V${y}`}H${round(x(at + 1))}`,
		)
		.join('');
}

function legendAt(
	y: number,
	entries: readonly (readonly [style: string, text: string])[],
): string[] {
	const entryWidth = 116;
	return entries.map(([style, text], index) => {
		const at = right - (entries.length - index) * entryWidth;
		const isLine = style === 'limit' || style === 'oldest' || style === 'median';
		const mark = isLine ? `M${at} ${y - 4}h14` : `M${at} ${y - 9}h12v10h-12z`;
		return `<path d="${mark}" class="${style}"/>${label(at + 20, y, text)}`;
	});
}

export function label(x: number, y: number, text: string): string {
	return `<text x="${x}" y="${y}" class="label">${text}</text>`;
}

function styleSheet(): string {
	const rules = (theme: 2 | 3): string =>
		colours.map(colour => `${colour[0]}{${colour[1]}:${colour[theme]}}`).join('');
	return [
		'text{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}',
		'.title{font-size:15px;font-weight:600}.middle{text-anchor:middle}.end{text-anchor:end}',
		'.grid,.limit,.oldest,.median{fill:none}.limit{stroke-dasharray:4 3}',
		'.oldest,.median{stroke-width:1.6;stroke-linejoin:round}',
		rules(2),
		`@media(prefers-color-scheme:dark){${rules(3)}}`,
	].join('');
}

export function round(value: number): number {
	return Math.round(value * 10) / 10;
}

import {cleanLines} from '../../core/text/sanitize.ts';
import {withoutSecrets} from '../../core/text/without-secrets.ts';
import type {TimeRange} from '../../features/nodes/node-timeline.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {markup, type Markup, type MarkupValue} from './markup.ts';
import type {PageMessages} from './messages.ts';

/** A title, and the class of the cells. The cells of the first column name their rows. */
export type TableColumn = readonly [title: MarkupValue, className: string];

/** The longest text and the longest name in the page, in UTF-16 units. */
const maxText = 10_000;
const maxName = 1000;
/** The length of a time axis in units of the drawing. */
const axisLength = 1000;
const minBar = 4;

export function nameText(name: string): string {
	return `${withoutSecrets(name, maxName)}${name.length > maxName ? '…' : ''}`;
}

/** An element for a sanitized text from outside, which cannot change the direction of the text around it. */
export function nameMarkup(name: string, className: StyleName | 'plain' = 'plain'): Markup {
	return markup`<bdi class="${className}">${nameText(name)}</bdi>`;
}

/** Sanitizes the lines of a text, without secrets. A long one is cut, and ends with how much is left out. */
export function longText(exact: string, {runReport}: PageMessages): string {
	const left = exact.length - maxText;
	const lines = cleanLines(withoutSecrets(exact, maxText));
	return [...lines, ...(left > 0 ? [runReport.cutText(left)] : [])].join('\n');
}

/** Unknown values, which are empty, are left out. */
export function fieldList(fields: ReadonlyArray<readonly [label: string, value: string]>): Markup {
	const known = fields.filter(([, value]) => value !== '');
	return markup`<dl>${known.map(
		([label, value]) => markup`<dt>${label}</dt><dd>${nameMarkup(value)}</dd>`,
	)}</dl>`;
}

/** A row with a single cell is a note. */
export function tableMarkup(
	caption: string,
	columns: readonly TableColumn[],
	rows: ReadonlyArray<readonly MarkupValue[]>,
): Markup {
	const cell = (value: MarkupValue, index: number) =>
		index === 0
			? markup`<th scope="row" class="${columns[0]?.[1] ?? ''}">${value}</th>`
			: markup`<td class="${columns[index]?.[1] ?? ''}">${value}</td>`;
	return markup`
		<table>
			<caption>${caption}</caption>
			<thead><tr>${columns.map(
				([title, className]) => markup`<th scope="col" class="${className}">${title}</th>`,
			)}</tr></thead>
			<tbody>${rows.map(row =>
				row.length === 1
					? markup`<tr><td colspan="${columns.length}" class="warn">${row}</td></tr>`
					: markup`<tr>${row.map(cell)}</tr>`,
			)}</tbody>
		</table>
	`;
}

/** Draws times on an axis. Styles in attributes would need a weaker policy of the page, so it is a drawing. */
export function barMarkup(
	times: readonly TimeRange[],
	axis: TimeRange,
	styleName: StyleName,
): Markup {
	const scale = axisLength / Math.max(1, axis.to - axis.from);
	return markup`
		<svg class="${styleName}" viewBox="0 0 ${axisLength} 10" preserveAspectRatio="none" aria-hidden="true">
			<rect class="track" width="${axisLength}" height="10"/>
			${times.map(({from, to}) => {
				const width = Math.max(minBar, Math.round((to - from) * scale));
				const x = Math.min(axisLength - minBar, Math.round((from - axis.from) * scale));
				return markup`<rect x="${x}" width="${width}" height="10"/>`;
			})}
		</svg>
	`;
}

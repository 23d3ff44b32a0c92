import {keptIndices} from '../../core/log/kept-log.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {entryAt, errorsOf, logLength} from '../../core/log/run-log.ts';
import {isOpenable} from '../../core/output/output-address.ts';
import type {Output} from '../../core/output/output.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {levelStyles} from '../../features/log/row-line.ts';
import {messageText} from '../../features/log/text.ts';
import {nodeStyles, nodeTime} from '../../features/nodes/columns.ts';
import {clockTime} from '../../ui/clock-time.ts';
import {glyphsFor} from '../../ui/theme/glyphs.ts';
import {
	barMarkup,
	longText,
	nameMarkup,
	nameText,
	tableMarkup,
	type TableColumn,
} from './elements.ts';
import {markup, Markup, type MarkupValue} from './markup.ts';
import type {PageMessages} from './messages.ts';
import type {PagePicture, ReportedRun} from './reported-run.ts';

/** Of a longer log, the page has what the history would keep. */
const maxEntries = 3000;
const maxOpen = 200;
const glyphs = glyphsFor(false).nodes;

export function nodesSection({nodes}: ReportedRun, messages: PageMessages): Markup {
	const {compare, failure, runReport, timeline} = messages;
	const {axis, bars} = nodes;
	const span = axis === null ? '' : `${clockTime(axis.from)} – ${clockTime(axis.to)}`;
	const rows = bars.map(bar => {
		const {id, caption, state, times} = bar;
		const style = nodeStyles[state];
		return [
			[nameMarkup(nodeName(cleanName(id)), 'node'), ' ', nameMarkup(caption ?? '')],
			markup`<span class="${style}">${glyphs[state]} ${runReport.nodeStates[state]}</span>`,
			axis === null || times.length === 0 ? null : barMarkup(times, axis, style),
			nodeTime(bar, messages),
		];
	});
	const columns = [
		[failure.fields.node, ''],
		[compare.fields.status, 'fixed'],
		[span, 'bars'],
		[compare.fields.elapsed_sec, 'number'],
	] as const;
	return tableSection(compare.sections.nodes, columns, rows, timeline.none);
}

export function inputsSection({inputs}: ReportedRun, messages: PageMessages): Markup {
	const {compare, runReport} = messages;
	const rows = (inputs ?? []).map(({key, value}) => [
		nameMarkup(key.safe, 'muted'),
		markup`<bdi>${longText(value.exact, messages)}</bdi>`,
	]);
	const columns = [
		[runReport.name, ''],
		[runReport.value, 'text rest'],
	] as const;
	const none = inputs === null ? compare.unknownInputs : compare.none;
	return tableSection(compare.sections.inputs, columns, rows, none);
}

export function outputsSection(
	{execution: {outputs, outputsLeftOut}, pictures}: ReportedRun,
	messages: PageMessages,
): Markup {
	const {compare, screen} = messages;
	const figures = outputs.map(output =>
		outputFigure(output, pictures.get(output.key.exact) ?? null, messages),
	);
	const more = outputsLeftOut === 0 ? '' : screen.outputsLeftOut(outputsLeftOut);
	return sectionOf(
		compare.sections.outputs,
		outputs.length === 0 ? compare.none : markup`${figures}<p class="warn">${more}</p>`,
	);
}

function outputFigure(
	{key, kind, name, value, address}: Output,
	picture: PagePicture | null,
	messages: PageMessages,
): Markup {
	const {numbers, runReport, screen} = messages;
	const shown = picture !== null && 'source' in picture ? picture : null;
	const notes = [
		screen.kinds[kind],
		...(shown === null ? [] : [`${shown.width}×${shown.height}`, numbers.size(shown.bytes)]),
		...(picture !== null && 'why' in picture ? [runReport.leftOutPicture(picture.why)] : []),
	];
	return markup`
		<figure>
			<figcaption>
				<code>${nameMarkup(key.safe)}</code> <span class="muted">${notes.join(' · ')}</span>${' '}
				${address === null ? null : addressMarkup(address, name?.safe ?? '')}
			</figcaption>
			${
				address === null
					? markup`<pre dir="auto">${longText(value.exact, messages)}</pre>`
					: shown === null
						? null
						: markup`<img src="${shown.source}" width="${shown.width}" height="${shown.height}" alt="${nameText(key.safe)}">`
			}
		</figure>
	`;
}

/** An address with a query can be signed: whoever has the page could open it. So only its host is in the page. */
function addressMarkup(address: URL, name: string): Markup {
	const text = nameMarkup([name, address.host].filter(part => part !== '').join(' · '));
	return isOpenable(address) && address.search === '' && address.hash === ''
		? markup`<a href="${address.href}" rel="noreferrer noopener">${text}</a>`
		: text;
}

/** Has rows that say where entries are left out, or missing in the log. */
export function logSection({log}: ReportedRun, messages: PageMessages): Markup {
	const {compare, failure, runReport, screen} = messages;
	const gaps = log.gaps;
	const indices =
		log.entries.length > maxEntries
			? keptIndices(log)
			: log.entries.map((_, place) => log.leftOut + place);
	const rows = indices.flatMap((index, place) => {
		const entry = entryAt(log, index);
		const previous = indices[place - 1] ?? -1;
		const omitted = index - previous - 1;
		const isAfterGap = gaps.some(gap => gap > previous && gap <= index);
		return [
			...(omitted > 0 ? [[`--- ${runReport.entriesLeftOut(omitted)} ---`]] : []),
			...(isAfterGap ? [[`--- ${screen.gap} ---`]] : []),
			...(entry === undefined ? [] : [entryCells(entry, messages)]),
		];
	});
	const errors = errorsOf(log).length;
	const total = logLength(log);
	const summary = [
		indices.length < total ? runReport.shownEntries(indices.length, total) : screen.lines(total),
		...(errors === 0 ? [] : [screen.errors(errors)]),
	];
	const columns = [
		[failure.fields.time, 'fixed'],
		[runReport.level, 'level'],
		[failure.fields.node, 'place'],
		[runReport.message, 'text rest'],
	] as const;
	return sectionOf(
		compare.sections.log,
		total === 0
			? screen.noLogAtAll
			: markup`
				${new Markup(indices.length > maxOpen ? '<details class="log">' : '<details class="log" open>')}
					<summary>${summary.join(', ')}</summary>
					${tableMarkup(compare.sections.log, columns, rows)}
				</details>
			`,
	);
}

function entryCells(entry: LogEntry, messages: PageMessages) {
	const {at, level, severity, nodeId} = entry;
	const style = levelStyles[severity] ?? 'plain';
	return [
		markup`<span class="muted">${at === null ? '' : clockTime(at)}</span>`,
		nameMarkup(level?.safe.toUpperCase() ?? '', style),
		nameMarkup(nodeName(nodeId?.safe ?? ''), 'node'),
		markup`<bdi class="${severity === 'info' ? 'plain' : style}">${longText(messageText(entry, 'exact').trimEnd(), messages)}</bdi>`,
	];
}

/** `none`: a sentence that says why there are no rows. */
function tableSection(
	title: string,
	columns: readonly TableColumn[],
	rows: ReadonlyArray<readonly MarkupValue[]>,
	none: string,
): Markup {
	return sectionOf(title, rows.length === 0 ? none : tableMarkup(title, columns, rows));
}

/** `content`: the elements of the section, or a sentence that says why there are none. */
export function sectionOf(title: string, content: Markup | string): Markup {
	return markup`
		<h3>${title}</h3>
		${typeof content === 'string' ? markup`<p class="muted">${content}</p>` : content}
	`;
}

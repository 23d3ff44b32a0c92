import {keptIndices} from '../../core/log/kept-log.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {countErrors, entryAt, logGaps, type LogSnapshot} from '../../core/log/log-store.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {withoutSecrets} from '../../core/text/without-secrets.ts';
import {messageText} from '../../features/log/text.ts';
import {levelStyles} from '../../features/log/row-line.ts';
import type {PageMessages} from './messages.ts';
import {clockTime} from '../../ui/clock-time.ts';
import {markup, Markup} from './markup.ts';
import type {ReportedRun} from './reported-run.ts';
import {shareableText} from './tables.ts';

/** Of a longer log, the page has what the history would keep. */
const maxEntries = 3000;
/** A longer log is folded. */
const maxOpen = 200;

export function logSection({log}: ReportedRun, messages: PageMessages): Markup {
	const {compare, runReport, screen} = messages;
	const {columns} = runReport;
	const title = compare.sections.log;

	if (log.length === 0) {
		return markup`<h3>${title}</h3><p class="muted">${screen.noLogAtAll}</p>`;
	}

	const indices =
		log.length > maxEntries ? keptIndices(log) : [...log.store.entries.keys()].slice(0, log.length);
	const errors = countErrors(log);
	const summary =
		indices.length < log.length
			? runReport.shownEntries(indices.length, log.length)
			: screen.lines(log.length);
	return markup`
		<h3>${title}</h3>
		${new Markup(indices.length > maxOpen ? '<details>' : '<details open>')}
			<summary>${errors === 0 ? summary : `${summary}, ${screen.errors(errors)}`}</summary>
			<table class="log">
				<caption>${title}</caption>
				<thead><tr>
					<th scope="col">${columns.time}</th><th scope="col">${columns.level}</th>
					<th scope="col">${columns.node}</th><th scope="col">${columns.message}</th>
				</tr></thead>
				<tbody>${entryRows(log, indices, messages)}</tbody>
			</table>
		</details>
	`;
}

/** Puts a row where entries are left out, or missing in the log. */
function entryRows(
	log: LogSnapshot,
	indices: readonly number[],
	messages: PageMessages,
): readonly Markup[] {
	const {runReport, screen} = messages;
	const gaps = logGaps(log);
	return indices.flatMap((index, place) => {
		const entry = entryAt(log, index);
		const previous = indices[place - 1] ?? -1;
		const omitted = index - previous - 1;
		const notes = [
			...(omitted > 0 ? [runReport.entriesLeftOut(omitted)] : []),
			...(gaps.some(gap => gap > previous && gap <= index) ? [screen.gap] : []),
		];
		return [
			...notes.map(note => markup`<tr><td colspan="4" class="warn">--- ${note} ---</td></tr>`),
			...(entry === undefined ? [] : [entryRow(entry, messages)]),
		];
	});
}

function entryRow(entry: LogEntry, messages: PageMessages): Markup {
	const {at, level, severity, nodeId} = entry;
	const style = levelStyles[severity] ?? '';
	const messageStyle = severity === 'info' ? 'text' : `text ${style}`;
	return markup`<tr>
		<td class="fixed muted">${at === null ? '' : clockTime(at)}</td>
		<td class="level ${style}"><bdi>${withoutSecrets(level?.safe.toUpperCase() ?? '')}</bdi></td>
		<td class="place node"><bdi>${withoutSecrets(nodeName(nodeId?.safe ?? ''))}</bdi></td>
		<td class="${messageStyle}" dir="auto">${shareableText(messageText(entry, 'exact').trimEnd(), messages)}</td>
	</tr>`;
}

import {elapsedMs, executionCost, type Execution} from '../../core/execution.ts';
import {failureCard} from '../../core/failure-card.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {nodesOf, type NodeBar, type TimeRange} from '../../core/log/node-timeline.ts';
import {errorIndices, logLength} from '../../core/log/run-log.ts';
import type {Money} from '../../core/money/money.ts';
import {isOpenable} from '../../core/output/output-address.ts';
import {isFile, outputName, type Output} from '../../core/output/output.ts';
import {runFields} from '../../core/run-fields.ts';
import {inputName, inputValue, type OrderInfo} from '../../core/run-order.ts';
import {runState} from '../../core/run-state.ts';
import {hasEnded, isFromHistory, type Run} from '../../core/run.ts';
import {cleanName, type ForeignText} from '../../core/text/sanitize.ts';
import {clockTime, dateAndTime} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import {runWord} from '../../events/run-texts.ts';
import {failureTexts} from '../../features/failure/failure-text.ts';
import {logText} from '../../features/log/index.ts';
import {levelStyles} from '../../features/log/row-line.ts';
import {nodeStyles, nodeTime} from '../../features/nodes/columns.ts';
import {historyNote} from '../../features/run/field-rows.ts';
import {stateStyles} from '../../features/runs/state-style.ts';
import {glyphsFor} from '../../ui/theme/glyphs.ts';
import {longText, Markup, markup, nameMarkup, nameText} from './markup.ts';
import type {PageMessages} from './messages.ts';

/** A picture in the page. `source` is a `data:` address; the size is in pixels. */
export type PagePicture = {
	readonly source: string;
	readonly width: number;
	readonly height: number;
	readonly bytes: number;
};

/** The pictures among the outputs, by their addresses; a sentence instead of one that is not in the page. */
export type PagePictures = ReadonlyMap<string, PagePicture | string>;

/** If a log is longer, the page has only its newest entries. */
const maxEntries = 3000;
/** A longer log is folded. */
const maxOpen = 200;
/** The length of a time axis in units of the drawing, and the shortest bar in it. */
const axisLength = 1000;
const minBar = 4;
const glyphs = glyphsFor(false);

export function headingText({title, label, safeId}: FoundRun, {runReport}: PageMessages): string {
	const texts = [title?.safe ?? '', label?.safe ?? ''].filter(text => text !== '');
	return texts.length === 0 ? `${safeId} (${runReport.unnamed})` : texts.join(' · ');
}

export function stateMarkup(run: FoundRun, messages: PageMessages): Markup {
	const state = runState(run);
	return nameMarkup(`${glyphs.phases[state]} ${runWord(run, messages)}`, stateStyles[state]);
}

/** Returns the article about a run: fields, failure, nodes on a time axis, inputs, outputs and log. */
export function runArticle(
	run: FoundRun,
	id: string,
	pictures: PagePictures,
	messages: PageMessages,
): Markup {
	return markup`
		<article id="${id}" aria-labelledby="${id}-title">
			<h2 id="${id}-title">${nameMarkup(headingText(run, messages))}</h2>
			<p class="state">${stateMarkup(run, messages)}</p>
			<p class="warn">${noteOf(run, messages)}</p>
			${runFieldList(run, messages)}
			${failureSection(run, messages)}
			${nodesSection(run, messages)}
			${inputsSection(run, messages)}
			${outputsSection(run, pictures, messages)}
			${logSection(run, messages)}
		</article>
	`;
}

function noteOf(run: FoundRun, messages: PageMessages) {
	const {problem, respondedAt} = run.polling;

	if (isFromHistory(run)) {
		return historyNote(problem, messages);
	}

	return respondedAt === null || hasEnded(run)
		? null
		: messages.runReport.readAt(dateAndTime(respondedAt));
}

/** Returns a list of labels and values. Leaves out unknown values, which are empty. */
function fieldList(fields: ReadonlyArray<readonly [label: string, value: string]>): Markup {
	const known = fields.filter(([, value]) => value !== '');
	return markup`<dl>${known.map(
		([label, value]) => markup`<dt>${label}</dt><dd>${nameMarkup(value)}</dd>`,
	)}</dl>`;
}

function runFieldList(run: FoundRun, messages: PageMessages): Markup {
	const {execution, order, quote, charged, polling} = run;
	const {compare, language, runReport, numbers} = messages;
	const labels = messages.runOrder.fields;
	const elapsed = elapsedMs(execution, polling.respondedAt ?? 0);
	const time = (at: Instant | null) => (at === null ? '' : dateAndTime(at));
	const price = (amount: Money | null) => (amount === null ? '' : numbers.price(amount, 'sign'));
	return fieldList([
		[labels.run, run.safeId],
		[runReport.label, run.label?.safe ?? ''],
		[labels.workflowId, execution.workflowId?.safe ?? ''],
		[labels.revisionId, order?.revisionId?.safe ?? ''],
		[labels.taskId, execution.taskId?.safe ?? ''],
		[labels.createdAt, time(execution.createdAt)],
		[runFields.startedAt.label[language], time(execution.startedAt)],
		[runFields.terminalAt.label[language], time(execution.terminalAt)],
		[compare.fields.elapsed_sec, elapsed === null ? '' : numbers.shortTime(elapsed)],
		[labels.totalCost, price(executionCost(execution))],
		[labels.computeCost, price(execution.computeCost)],
		[labels.externalModelCost, price(execution.externalModelCost)],
		[labels.quoteAmount, price(quote)],
		[labels.finalAmount, price(charged)],
	]);
}

function failureSection(run: FoundRun, messages: PageMessages): Markup | null {
	const card = failureCard(run);

	if (card === null) {
		return null;
	}

	const {advice, fields} = messages.failure;
	const texts = failureTexts(card, messages);
	// The others are fields of the run.
	const shown: ReadonlySet<string> = new Set([fields.code, fields.node, fields.first]);
	const text = (lines: readonly string[]) => longText(lines.join('\n'), messages.runReport.cutText);
	return markup`
		<section class="failure">
			<h3>${texts.title}</h3>
			<pre class="bad">${text([...texts.reason, ...texts.detail])}</pre>
			${fieldList(
				texts.rows
					.filter(({label}) => shown.has(label))
					.map(row => [row.label, [row.code, ...row.texts].filter(part => part !== '').join(', ')]),
			)}
			<p class="muted">${texts.beforeTitle}</p>
			<pre>${text(texts.before)}</pre>
			<p class="muted">${advice}</p>
			<ul>${texts.advice.map(sentence => markup`<li>${sentence}</li>`)}</ul>
		</section>
	`;
}

function nodesSection(run: FoundRun, messages: PageMessages): Markup {
	const {compare, timeline} = messages;
	const {axis, bars} = nodesOf(run);
	const span = axis === null ? '' : `${clockTime(axis.from)} – ${clockTime(axis.to)}`;
	return section(
		compare.sections.nodes,
		bars.length === 0
			? timeline.none
			: markup`
				<table>
					<thead><tr><th></th><th></th><th class="bars">${span}</th><th></th></tr></thead>
					<tbody>${bars.map(bar => nodeRow(bar, axis, messages))}</tbody>
				</table>
			`,
	);
}

function nodeRow(bar: NodeBar, axis: TimeRange | null, messages: PageMessages): Markup {
	const {id, caption, state, times} = bar;
	const style = nodeStyles[state];
	return markup`
		<tr>
			<th scope="row">${nameMarkup(nodeName(cleanName(id)), 'node')} ${nameMarkup(caption ?? '')}</th>
			<td class="${style}">${glyphs.nodes[state]}</td>
			<td>${axis === null ? null : barMarkup(times, axis, style)}</td>
			<td class="number">${nodeTime(bar, messages)}</td>
		</tr>
	`;
}

/** Draws times on an axis, as SVG: style attributes would need a weaker Content-Security-Policy for the page. */
export function barMarkup(times: readonly TimeRange[], axis: TimeRange, className: string): Markup {
	const scale = axisLength / Math.max(1, axis.to - axis.from);
	const bars = times.map(({from, to}) => {
		const width = Math.max(minBar, Math.round((to - from) * scale));
		const x = Math.min(axisLength - minBar, Math.round((from - axis.from) * scale));
		return markup`<rect x="${x}" width="${width}" height="10"/>`;
	});
	return markup`<svg class="${className}" viewBox="0 0 ${axisLength} 10" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`;
}

function inputsSection({inputs}: FoundRun, {compare, runReport}: PageMessages): Markup {
	const fields = (inputs ?? []).map(
		input =>
			markup`<dt>${nameMarkup(inputName(input).safe)}</dt><dd><bdi>${longText(inputValue(input).exact, runReport.cutText)}</bdi></dd>`,
	);
	const none = inputs === null ? compare.unknownInputs : compare.none;
	return section(compare.sections.inputs, fields.length === 0 ? none : markup`<dl>${fields}</dl>`);
}

function outputsSection(
	{execution: {outputs, outputsLeftOut}}: FoundRun,
	pictures: PagePictures,
	messages: PageMessages,
): Markup {
	const {compare, output: words} = messages;
	const {noLink} = messages.runReport.noPicture;
	const figures = outputs.map(output =>
		outputFigure(output, pictures.get(output.address?.href ?? '') ?? noLink, messages),
	);
	const more = outputsLeftOut === 0 ? '' : words.leftOut(outputsLeftOut);
	return section(
		compare.sections.outputs,
		outputs.length === 0 ? compare.none : markup`${figures}<p class="warn">${more}</p>`,
	);
}

function outputFigure(
	output: Output,
	picture: PagePicture | string,
	{numbers, output: words, runReport}: PageMessages,
): Markup {
	const {key, kind, value, address} = output;
	const notes: string[] = [words.kinds[kind]];

	if (typeof picture !== 'string') {
		notes.push(`${picture.width}×${picture.height}`, numbers.size(picture.bytes));
	} else if (kind === 'image') {
		notes.push(runReport.leftOutPicture(picture));
	}

	return markup`
		<figure>
			<figcaption>
				<code>${nameMarkup(key.safe)}</code> <span class="muted">${notes.join(' · ')}</span>${' '}
				${isFile(output) ? fileMarkup(address, outputName(output)) : null}
			</figcaption>
			${
				!isFile(output)
					? markup`<pre dir="auto">${longText(value.exact, runReport.cutText)}</pre>`
					: typeof picture === 'string'
						? null
						: markup`<img src="${picture.source}" width="${picture.width}" height="${picture.height}" alt="${nameText(key.safe)}">`
			}
		</figure>
	`;
}

/** Returns the name of a file and its address as markup. An address with a query can be signed, so only its host is in the page. */
function fileMarkup(address: URL | null, name: string): Markup {
	const text = nameMarkup([name, address?.host ?? ''].filter(part => part !== '').join(' · '));
	return address !== null && isOpenable(address) && address.search === '' && address.hash === ''
		? markup`<a href="${address.href}" rel="noreferrer noopener">${text}</a>`
		: text;
}

function logSection(run: FoundRun, {compare, log: words, runReport}: PageMessages): Markup {
	const {log} = run;
	const total = logLength(log);
	const errors = errorIndices(log).length;
	const entries = log.entries.slice(-maxEntries);
	const summary = [
		entries.length < total ? runReport.newest(entries.length, total) : words.lines(total),
		...(errors === 0 ? [] : [words.errors(errors)]),
	];
	const lines = entries.map((entry, place) => {
		const afterGap = log.gaps.includes(total - entries.length + place);
		const text = logText({runId: run.id, entries: [{run, entry, afterGap}]}, words.gap);
		const style = entry.severity === 'info' ? 'plain' : (levelStyles[entry.severity] ?? 'plain');
		return markup`<bdi class="${style}">${longText(text.join('\n'), runReport.cutText)}</bdi>${'\n'}`;
	});
	return section(
		compare.sections.log,
		total === 0
			? words.noneAtAll
			: markup`
				${new Markup(entries.length > maxOpen ? '<details>' : '<details open>')}
					<summary>${summary.join(', ')}</summary><pre>${lines}</pre>
				</details>
			`,
	);
}

/** `content`: the elements of the section, or a sentence that says why there are none. */
function section(title: string, content: Markup | string): Markup {
	return markup`
		<h3>${title}</h3>
		${typeof content === 'string' ? markup`<p class="muted">${content}</p>` : content}
	`;
}

/** A run that a command has read. `polling.problem`: why the service has not responded; null if it has. */
export type FoundRun = Run & {
	readonly execution: Execution;
	readonly order: OrderInfo | null;
	readonly quote: Money | null;
	readonly charged: Money | null;
	/** The name that the user gave to the run. */
	readonly label: ForeignText | null;
};

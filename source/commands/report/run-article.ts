import {executionCost, elapsedMs} from '../../core/execution.ts';
import {failureCard} from '../../core/failure/failure-card.ts';
import {hasEnded, isFromHistory} from '../../core/run.ts';
import {withoutSecrets} from '../../core/text/without-secrets.ts';
import type {Money} from '../../core/money/money.ts';
import type {Instant} from '../../core/time/clock.ts';
import {failureTexts} from '../../features/failure/markdown.ts';
import {runState, stateStyles} from '../../features/runs/run-state.ts';
import type {PageMessages} from './messages.ts';
import {runWord} from '../../report/run-texts.ts';
import {dateAndTime} from '../../ui/clock-time.ts';
import {glyphsFor} from '../../ui/theme/glyphs.ts';
import {logSection} from './log-section.ts';
import {markup, type Markup} from './markup.ts';
import {outputsSection} from './outputs-section.ts';
import type {ReportedRun} from './reported-run.ts';
import {inputsSection, nodesSection} from './tables.ts';

const glyphs = glyphsFor(false);

export function headingText({title, name, label}: ReportedRun, {runReport}: PageMessages): string {
	const texts = [title?.safe ?? '', name?.safe ?? ''].filter(text => text !== '');
	return texts.length === 0 ? `${label} (${runReport.unnamed})` : withoutSecrets(texts.join(' · '));
}

export function stateMarkup(run: ReportedRun, messages: PageMessages): Markup {
	const state = runState(run);
	return markup`<span class="${stateStyles[state]}">${glyphs.phases[state]} ${runWord(run, messages)}</span>`;
}

/** `id`: the anchor of the article. */
export function runArticle(run: ReportedRun, id: string, messages: PageMessages): Markup {
	return markup`
		<article id="${id}" aria-labelledby="${id}-title">
			<h2 id="${id}-title"><bdi>${headingText(run, messages)}</bdi></h2>
			<p class="state">${stateMarkup(run, messages)}</p>
			${noteOf(run, messages)}
			<dl class="fields">${fieldsOf(run, messages).map(
				([label, value]) => markup`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`,
			)}</dl>
			${failureSection(run, messages)}
			${nodesSection(run, messages)}
			${inputsSection(run, messages)}
			${outputsSection(run, messages)}
			${logSection(run, messages)}
		</article>
	`;
}

function noteOf(run: ReportedRun, messages: PageMessages): Markup | null {
	const {problem, respondedAt} = run.polling;
	const {fromHistory} = messages.run;
	const text = isFromHistory(run)
		? problem === null
			? fromHistory.plain
			: problem.kind === 'not-found'
				? fromHistory.forgotten
				: fromHistory.failed(messages.problem.brief(problem))
		: respondedAt === null || hasEnded(run)
			? null
			: messages.runReport.readAt(dateAndTime(respondedAt));
	return text === null ? null : markup`<p class="warn">${text}</p>`;
}

function fieldsOf(
	run: ReportedRun,
	messages: PageMessages,
): ReadonlyArray<readonly [string, string]> {
	const {execution, order, quote, charged, polling} = run;
	const {orderFields: labels, runReport, numbers} = messages;
	const {fields} = runReport;
	const time = (at: Instant | null) => (at === null ? '' : dateAndTime(at));
	const price = (amount: Money | null) => (amount === null ? '' : numbers.price(amount, 'sign'));
	const elapsed = elapsedMs(execution, polling.respondedAt ?? 0);
	const rows: ReadonlyArray<readonly [string, string]> = [
		[labels.run, run.label],
		[fields.label, run.name?.safe ?? ''],
		[labels.workflowId, execution.workflowId?.safe ?? ''],
		[labels.revisionId, order?.revisionId?.safe ?? ''],
		[labels.taskId, execution.taskId?.safe ?? ''],
		[labels.createdAt, time(execution.createdAt)],
		[fields.started, time(execution.startedAt)],
		[fields.ended, time(execution.terminalAt)],
		[fields.time, elapsed === null ? '' : numbers.shortTime(elapsed)],
		[labels.totalCost, price(executionCost(execution))],
		[labels.computeCost, price(execution.computeCost)],
		[labels.externalModelCost, price(execution.externalModelCost)],
		[labels.quoteAmount, price(quote)],
		[labels.finalAmount, price(charged)],
	];
	return rows
		.filter(([, value]) => value !== '')
		.map(([label, value]) => [label, withoutSecrets(value)]);
}

function failureSection(run: ReportedRun, messages: PageMessages): Markup | null {
	const card = failureCard(run);

	if (card === null) {
		return null;
	}

	const words = messages.failure;
	const texts = failureTexts(card, messages);
	// The others are fields of the run.
	const rows = texts.rows.filter(({label}) =>
		[words.fields.code, words.fields.node].includes(label),
	);
	const block = (title: string, lines: readonly string[]) =>
		lines.length === 0
			? null
			: markup`<p class="muted">${title}</p><pre>${withoutSecrets(lines.join('\n'))}</pre>`;
	return markup`
		<section class="failure">
			<h3>${texts.title}</h3>
			${
				texts.reason.length === 0
					? markup`<p>${texts.noReason}</p>`
					: markup`<pre class="bad">${withoutSecrets(texts.reason.join('\n'))}</pre>`
			}
			<dl>${rows.map(
				({label, code = '', text = ''}) =>
					markup`<dt>${label}</dt><dd><bdi>${withoutSecrets(code)}</bdi>${code !== '' && text !== '' ? ', ' : ''}${text}</dd>`,
			)}</dl>
			${block(words.fields.first, texts.first)}
			${block(texts.beforeTitle, texts.before)}
			<p class="muted">${words.advice}</p>
			<ul>${texts.advice.map(sentence => markup`<li>${sentence}</li>`)}</ul>
		</section>
	`;
}

import {elapsedMs, executionCost} from '../../core/execution.ts';
import {failureCard} from '../../core/failure/failure-card.ts';
import type {Money} from '../../core/money/money.ts';
import {runState} from '../../core/run-state.ts';
import {hasEnded, isFromHistory} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import {failureTexts} from '../../features/failure/card-text.ts';
import {historyNote} from '../../features/run/poll-rows.ts';
import {stateStyles} from '../../features/runs/state-style.ts';
import {runWord} from '../../report/run-texts.ts';
import {dateAndTime} from '../../ui/clock-time.ts';
import {glyphsFor} from '../../ui/theme/glyphs.ts';
import {fieldList, longText, nameMarkup} from './elements.ts';
import {markup, type Markup} from './markup.ts';
import type {PageMessages} from './messages.ts';
import type {ReportedRun} from './reported-run.ts';
import {inputsSection, logSection, nodesSection, outputsSection} from './sections.ts';

const glyphs = glyphsFor(false).phases;

export function headingText({title, name, label}: ReportedRun, {runReport}: PageMessages): string {
	const texts = [title?.safe ?? '', name?.safe ?? ''].filter(text => text !== '');
	return texts.length === 0 ? `${label} (${runReport.unnamed})` : texts.join(' · ');
}

export function stateMarkup(run: ReportedRun, messages: PageMessages): Markup {
	const state = runState(run);
	return nameMarkup(`${glyphs[state]} ${runWord(run, messages)}`, stateStyles[state]);
}

export function costAndTime({execution, polling}: ReportedRun, {numbers}: PageMessages) {
	const elapsed = elapsedMs(execution, polling.respondedAt ?? 0);
	const cost = executionCost(execution);
	return {
		cost: cost === null ? '' : numbers.price(cost, 'sign'),
		time: elapsed === null ? '' : numbers.shortTime(elapsed),
	};
}

export function runArticle(run: ReportedRun, id: string, messages: PageMessages): Markup {
	return markup`
		<article id="${id}" aria-labelledby="${id}-title">
			<h2 id="${id}-title">${nameMarkup(headingText(run, messages))}</h2>
			<p class="state">${stateMarkup(run, messages)}</p>
			<p class="warn">${noteOf(run, messages)}</p>
			<div class="fields">${runFieldList(run, messages)}</div>
			${failureSection(run, messages)}
			${nodesSection(run, messages)}
			${inputsSection(run, messages)}
			${outputsSection(run, messages)}
			${logSection(run, messages)}
		</article>
	`;
}

function noteOf(run: ReportedRun, messages: PageMessages) {
	const {problem, respondedAt} = run.polling;

	if (isFromHistory(run)) {
		return historyNote(problem, messages);
	}

	return respondedAt === null || hasEnded(run)
		? null
		: messages.runReport.readAt(dateAndTime(respondedAt));
}

function runFieldList(run: ReportedRun, messages: PageMessages): Markup {
	const {execution, order, quote, charged} = run;
	const {compare, run: words, runReport, numbers} = messages;
	const labels = messages.order.fields;
	const time = (at: Instant | null) => (at === null ? '' : dateAndTime(at));
	const price = (amount: Money | null) => (amount === null ? '' : numbers.price(amount, 'sign'));
	const totals = costAndTime(run, messages);
	return fieldList([
		[labels.run, run.label],
		[runReport.label, run.name?.safe ?? ''],
		[labels.workflowId, execution.workflowId?.safe ?? ''],
		[labels.revisionId, order?.revisionId?.safe ?? ''],
		[labels.taskId, execution.taskId?.safe ?? ''],
		[labels.createdAt, time(execution.createdAt)],
		[words.fields.started, time(execution.startedAt)],
		[words.fields.ended, time(execution.terminalAt)],
		[compare.fields.elapsed_sec, totals.time],
		[labels.totalCost, totals.cost],
		[labels.computeCost, price(execution.computeCost)],
		[labels.externalModelCost, price(execution.externalModelCost)],
		[labels.quoteAmount, price(quote)],
		[labels.finalAmount, price(charged)],
	]);
}

function failureSection(run: ReportedRun, messages: PageMessages): Markup | null {
	const card = failureCard(run);

	if (card === null) {
		return null;
	}

	const {advice, fields} = messages.failure;
	const texts = failureTexts(card, messages);
	// The others are fields of the run.
	const shown: ReadonlySet<string> = new Set([fields.code, fields.node, fields.first]);
	const text = (lines: readonly string[]) => longText(lines.join('\n'), messages);
	return markup`
		<section class="failure">
			<h3>${texts.title}</h3>
			<pre class="bad">${text([...texts.reason, ...texts.detail])}</pre>
			${fieldList(
				texts.rows
					.filter(({label}) => shown.has(label))
					.map(row => [row.label, [row.code, row.text].filter(part => part !== '').join(', ')]),
			)}
			<p class="muted">${texts.beforeTitle}</p>
			<pre>${text(texts.before)}</pre>
			<p class="muted">${advice}</p>
			<ul>${texts.advice.map(sentence => markup`<li>${sentence}</li>`)}</ul>
		</section>
	`;
}

import {createHash} from 'node:crypto';
import type {Instant} from '../../core/time/clock.ts';
import {
	compareRuns,
	mapPair,
	type ComparedSection,
	type Comparison,
} from '../../features/compare/comparison.ts';
import {rowTexts, sectionNote} from '../../features/compare/texts.ts';
import {nodeStyles} from '../../features/nodes/columns.ts';
import {shortIds} from '../../features/runs/short-ids.ts';
import {dateAndTime, zoneName} from '../../ui/clock-time.ts';
import {barMarkup, nameMarkup, nameText, tableMarkup} from './elements.ts';
import {markup, type Markup, type MarkupValue} from './markup.ts';
import type {PageMessages} from './messages.ts';
import type {ReportedRun} from './reported-run.ts';
import {costAndTime, headingText, runArticle, stateMarkup} from './run-article.ts';
import {sectionOf} from './sections.ts';
import {styleSheet} from './styles.ts';

export type PageOptions = {
	readonly runs: readonly ReportedRun[];
	/** The runs that could not be read, each with a sentence. */
	readonly unread: ReadonlyArray<{readonly id: string; readonly why: string}>;
	readonly isRecording: boolean;
	readonly at: Instant;
	readonly version: string;
	readonly messages: PageMessages;
};

const paint = {ascii: false, color: 0} as const;

const policy = [
	"default-src 'none'",
	'img-src data:',
	`style-src 'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`,
	"base-uri 'none'",
	"form-action 'none'",
].join('; ');

/** Returns an HTML page about runs that needs no network, without scripts, keys and signatures. */
export function reportPage(options: PageOptions): string {
	const {runs, unread, isRecording, at, version, messages} = options;
	const {runReport: words} = messages;
	const [first] = runs;
	const heading = words.heading(runs.length);
	const title = runs.length === 1 && first !== undefined ? headingText(first, messages) : heading;
	const page = markup`
		<html lang="${messages.language === 'zh' ? 'zh-CN' : 'en'}">
		<head>
			<meta charset="utf-8">
			<meta http-equiv="Content-Security-Policy" content="${policy}">
			<meta name="referrer" content="no-referrer">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>${nameText(title)} - chenyu-top</title>
			<style>${styleSheet}</style>
		</head>
		<body>
			<header>
				<h1>${heading}</h1>
				<p class="muted">${words.made(version, dateAndTime(at), zoneName())}</p>
				<p class="muted">${isRecording ? `${words.recording} ` : ''}${words.leftOut}</p>
			</header>
			<main>
				${unread.length === 0 ? null : unreadRuns(options)}
				${runs.length < 2 ? null : indexTable(options)}
				${runs.map((run, index) => runArticle(run, `run-${index + 1}`, messages))}
				${comparison(options)}
			</main>
		</body>
		</html>
	`;
	return `<!doctype html>\n${page.html}\n`;
}

function unreadRuns({unread, messages}: PageOptions): Markup {
	return markup`
		<section class="part"><h2>${messages.runReport.unread}</h2>
		<ul>${unread.map(({id, why}) => markup`<li><code><bdi>${id}</bdi></code>: ${why}</li>`)}</ul></section>
	`;
}

function indexTable({runs, messages}: PageOptions): Markup {
	const {compare, failure, run: words} = messages;
	const ids = shortIds(runs);
	const rows = runs.map((run, index) => {
		const {time, cost} = costAndTime(run, messages);
		const heading = nameMarkup(headingText(run, messages));
		return [
			markup`<a href="#run-${index + 1}">${heading}</a> ${nameMarkup(ids.get(run.id) ?? '', 'muted')}`,
			stateMarkup(run, messages),
			time,
			cost,
		];
	});
	const columns = [
		[words.labels.run, 'rest'],
		[compare.fields.status, 'fixed'],
		[compare.fields.elapsed_sec, 'number'],
		[failure.fields.cost, 'number'],
	] as const;
	const {index} = messages.runReport;
	return markup`<nav class="part" aria-label="${index}">${tableMarkup(index, columns, rows)}</nav>`;
}

/** Only two runs of one workflow are compared. */
function comparison({runs, messages}: PageOptions): Markup | null {
	const [a, b, ...more] = runs;
	const workflow = a?.execution.workflowId?.exact;

	if (
		a === undefined ||
		b === undefined ||
		more.length > 0 ||
		workflow === undefined ||
		workflow !== b.execution.workflowId?.exact
	) {
		return null;
	}

	const compared = compareRuns([a, b]);
	return markup`
		<section class="part">
			<h2>${messages.compare.title}</h2>
			${compared.sections.map(section => comparedSection(section, compared, messages))}
		</section>
	`;
}

function comparedSection(
	section: ComparedSection,
	compared: Comparison,
	messages: PageMessages,
): Markup {
	const {compare: words, runReport} = messages;
	const title = words.sections[section.id];
	const note = sectionNote(section, compared, messages);
	const columns = [
		[runReport.name, ''],
		[markup`<a href="#run-1">A</a>`, 'values'],
		[markup`<a href="#run-2">B</a>`, 'values'],
		[words.difference, 'number'],
	] as const;
	const rows = section.rows.map(row => {
		const {label, values, difference, bars} = rowTexts(section.id, row, {messages, paint});
		const cells = mapPair<0 | 1, MarkupValue>([0, 1], side => {
			const bar = bars?.[side];
			const from = compared.runs[side].nodes.axis?.from ?? 0;
			const axis = {from, to: from + compared.scale};
			return [
				nameMarkup(values[side] ?? '–'),
				bar ? barMarkup(bar.times, axis, nodeStyles[bar.state]) : null,
			];
		});
		return [nameMarkup(label, 'muted'), ...cells, difference];
	});
	return markup`
		${sectionOf(title, note)}
		${rows.length === 0 ? null : tableMarkup(title, columns, rows)}
	`;
}

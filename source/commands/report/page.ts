import {createHash} from 'node:crypto';
import {elapsedMs, executionCost} from '../../core/execution.ts';
import type {Instant} from '../../core/time/clock.ts';
import {compareRuns} from '../../features/compare/comparison.ts';
import {compareLogs} from '../../features/compare/log-reading.ts';
import type {PageMessages} from './messages.ts';
import {dateAndTime, zoneName} from '../../ui/clock-time.ts';
import {comparisonSections} from './comparison-sections.ts';
import {markup, type Markup} from './markup.ts';
import type {ReportedRun} from './reported-run.ts';
import {headingText, runArticle, stateMarkup} from './run-article.ts';
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

/** The page allows nothing but its own style sheet and its own pictures. */
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
			<title>${title} - chenyu-top</title>
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
	const {runReport: words, numbers} = messages;
	const {columns} = words;
	return markup`
		<nav class="part" aria-label="${words.index}"><table>
			<caption>${words.index}</caption>
			<thead><tr>
				<th scope="col">${columns.run}</th><th scope="col">${columns.state}</th>
				<th scope="col" class="number">${columns.time}</th><th scope="col" class="number">${columns.cost}</th>
			</tr></thead>
			<tbody>${runs.map((run, index) => {
				const time = elapsedMs(run.execution, run.polling.respondedAt ?? 0);
				const cost = executionCost(run.execution);
				return markup`<tr>
					<th scope="row"><a href="#run-${index + 1}"><bdi>${headingText(run, messages)}</bdi></a></th>
					<td class="fixed">${stateMarkup(run, messages)}</td>
					<td class="number">${time === null ? '–' : numbers.shortTime(time)}</td>
					<td class="number">${cost === null ? '–' : numbers.price(cost, 'sign')}</td>
				</tr>`;
			})}</tbody>
		</table></nav>
	`;
}

/** Only two runs of one workflow are compared. */
function comparison({runs, messages}: PageOptions): Markup | null {
	const [a, b, ...more] = runs;
	const workflow = a?.execution.workflowId?.exact;
	return a === undefined ||
		b === undefined ||
		more.length > 0 ||
		workflow === undefined ||
		workflow !== b.execution.workflowId?.exact
		? null
		: comparisonSections(
				compareRuns([a, b], compareLogs([a.log, b.log], Infinity, null)),
				messages,
			);
}

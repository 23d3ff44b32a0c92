import {createHash} from 'node:crypto';
import type {Instant} from '../../core/time/clock.ts';
import {dateAndTime, zoneName} from '../../ui/clock-time.ts';
import {headingText, runArticle, stateMarkup, type FoundRun, type PagePictures} from './article.ts';
import {markup, nameMarkup, nameText} from './markup.ts';
import type {PageMessages} from './messages.ts';
import {styleSheet} from './styles.ts';

export type PageOptions = {
	readonly runs: readonly FoundRun[];
	readonly pictures: PagePictures;
	/** The runs that could not be read, each with a sentence. */
	readonly unread: ReadonlyArray<{readonly id: string; readonly why: string}>;
	readonly isRecording: boolean;
	readonly at: Instant;
	readonly version: string;
	readonly messages: PageMessages;
};

const policy = [
	"default-src 'none'",
	'img-src data:',
	`style-src 'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`,
	"base-uri 'none'",
	"form-action 'none'",
].join('; ');

/** Returns an HTML page about runs that needs no network, without scripts, keys and signatures. */
export function reportPage(options: PageOptions): string {
	const {runs, pictures, unread, isRecording, at, version, messages} = options;
	const {runReport: words} = messages;
	const [first] = runs;
	const heading = words.heading(runs.length);
	const title = runs.length === 1 && first !== undefined ? headingText(first, messages) : heading;
	const missing = unread.map(({id, why}) => markup`<li><code><bdi>${id}</bdi></code>: ${why}</li>`);
	const links = runs.map(
		(run, index) =>
			markup`<li><a href="#run-${index + 1}">${nameMarkup(headingText(run, messages))}</a> ${stateMarkup(run, messages)}</li>`,
	);
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
				${missing.length === 0 ? null : markup`<h2>${words.unread}</h2><ul>${missing}</ul>`}
				${links.length < 2 ? null : markup`<nav><ul>${links}</ul></nav>`}
				${runs.map((run, index) => runArticle(run, `run-${index + 1}`, pictures, messages))}
			</main>
		</body>
		</html>
	`;
	return `<!doctype html>\n${page.html}\n`;
}

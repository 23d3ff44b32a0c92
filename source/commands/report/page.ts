import {createHash} from 'node:crypto';
import {dateAndTime, zoneName} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Background} from '../../terminal/query.ts';
import {palettes} from '../../ui/theme/theme.ts';
import {headingText, runArticle, stateMarkup, type FoundRun, type PagePictures} from './article.ts';
import {markup, nameMarkup, nameText} from './markup.ts';
import type {PageMessages} from './messages.ts';

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

/** The colors of the page by their names in its style sheet. All but `border` are readable on `paper`. */
export function pageColors(background: Background) {
	const own = Object.entries(palettes.own).map(([role, color]) => [role, color[background][0]]);
	return {
		...(background === 'light'
			? {paper: '#ffffff', text: '#1f2328'}
			: {paper: '#0d1117', text: '#e6edf3'}),
		...Object.fromEntries(own),
	} as Readonly<Record<'paper' | 'text' | keyof typeof palettes.own, string>>;
}

function variables(background: Background): string {
	return Object.entries(pageColors(background))
		.map(([name, color]) => `--${name}: ${color};`)
		.join(' ');
}

/** Each class that sets a color has the name of a style of the terminal's themes. */
const styleSheet = `
:root { ${variables('light')} color-scheme: light; }
@media screen and (prefers-color-scheme: dark) { :root { ${variables('dark')} color-scheme: dark; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1rem; background: var(--paper); color: var(--text);
	font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; margin: 0; color: var(--muted); }
h2 { font-size: 1.6rem; margin: 0 0 0.25rem; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 0.25rem; break-after: avoid; }
p { margin: 0.25rem 0; }
p:empty { display: none; }
article { border-top: 2px solid var(--border); margin-top: 2rem; padding-top: 1.5rem; }
a { color: var(--accent); }
.state { font-size: 1.1rem; font-weight: bold; }
.muted, dt { color: var(--muted); }
.good { color: var(--good); }
.bad, .error { color: var(--bad); }
.warn, .queued { color: var(--warn); }
.running { color: var(--accent); }
.node { color: var(--node); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0.5rem 0; }
dd { margin: 0; white-space: pre-wrap; }
code, pre { font: 0.85rem/1.45 ui-monospace, monospace; }
pre { margin: 0.25rem 0; padding: 0.5rem 0.75rem; border: 1px solid var(--border); border-radius: 4px; white-space: pre-wrap; }
.failure { border-left: 4px solid var(--bad); padding-left: 1rem; margin-top: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.15rem 0.75rem 0.15rem 0; text-align: start; vertical-align: top; font-weight: normal; }
thead th { color: var(--muted); }
.number { text-align: end; white-space: nowrap; }
.bars { width: 45%; min-width: 4rem; }
svg { display: block; width: 100%; height: 0.7rem; margin-top: 0.4rem; fill: currentColor; background: var(--border); }
figure { margin: 0 0 1rem; break-inside: avoid; }
img { display: block; max-width: 100%; max-height: 40rem; width: auto; height: auto; border: 1px solid var(--border); }
summary { cursor: pointer; }
@media print { article + article { break-before: page; } }
`;

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

import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import type {FoundRun} from '../../../source/commands/report/article.ts';
import {logOf} from '../../../source/core/log/run-log.ts';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {serve} from '../../api/loopback.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {runFile} from '../../helpers/run-headless.ts';
import {entry, execution, now, output, pollStatus} from '../../helpers/sample.ts';
import {testWith} from '../tool.ts';
import {pageOf, reported, succeeded} from './pages.ts';

/** A picture of one pixel. */
const picture =
	'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+M8AAAMBAQAY3Y2wAAAAAElFTkSuQmCC';

/** Loads a page in a browser without a window. Returns the elements of the result, and what the page requested. */
async function load(t: TestContext, page: string) {
	const paths: string[] = [];
	const {url} = await serve(t, ({url: path = ''}, response) => {
		paths.push(path);
		response.writeHead(200, {'content-type': 'text/html'}).end(page.replaceAll('ORIGIN', url.host));
	});
	const {stdout, stderr, code} = await runFile('chromium', [
		'--headless',
		'--no-sandbox',
		'--disable-gpu',
		'--disable-dev-shm-usage',
		'--disable-background-networking',
		'--enable-logging=stderr',
		`--user-data-dir=${temporaryFolder(t)}`,
		'--dump-dom',
		`${url.href}page`,
	]);
	assert.equal(code, 0, stderr);
	const console = stderr.split('\n').filter(line => line.includes(':CONSOLE'));
	return {elements: elementsOf(stdout), text: stdout, paths, console};
}

/** Returns the opening tags of a serialized document, with the values of their attributes as `""`. */
function elementsOf(html: string): readonly string[] {
	const tokens = html.match(/<\/?[a-z][^\s>]*(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*>|<!?|[^<]+/gi) ?? [];
	return tokens
		.filter(token => /^<[a-z!]/i.test(token) || token === '<')
		.map(token => token.replaceAll(/="[^"]*"/g, '=""'));
}

/** A failed run with this text in every field, and a second one, so that everything is in the page. */
function runsOf(text: string): readonly FoundRun[] {
	const name = foreignName(text);
	const prose = foreignProse(text);
	const outputs = [
		output('image', `n9${text}`, 'https://cdn.example/a.png'),
		output('text', `n8${text}`, text),
		output('file', `n7${text}`, `http://127.0.0.1/${text.replaceAll(/[?#]/g, '')}`),
	];
	const error = {
		reason: prose,
		detail: foreignProse(`detail ${text}`),
		engineCode: name,
		statusCode: 500,
	};
	return ['a', 'b'].map(id => {
		const run = succeeded(`${id}${text}`, {
			title: prose,
			inputs: [{key: foreignName(`${id}${text}`), value: prose}],
			execution: execution('failed', {
				workflowId: name,
				taskId: name,
				error,
				outputs: outputs.map(each => ({...each, name})),
				startedAt: now - 60_000,
				terminalAt: now,
			}),
			log: logOf(
				['executing', 'progress', 'execution_error'].map(eventType =>
					entry(`${id}${text}`, {
						eventType: foreignName(eventType),
						nodeId: name,
						level: name,
						severity: 'error',
					}),
				),
				[2],
			),
			polling: pollStatus({respondedAt: now}),
		});
		return reported(run, {label: name});
	});
}

const pictures = new Map([
	['https://cdn.example/a.png', {source: picture, width: 1, height: 1, bytes: 68}],
]);

const hostile = [
	'</title></style></script></pre></table>',
	'<img src="http://ORIGIN/leak.png" onerror=alert(1)>',
	`"><svg/onload=alert(1)>'><script src=//ORIGIN/leak.js></script>`,
	'<meta http-equiv=refresh content="0;url=http://ORIGIN/leak"><!-- ]]> &lt;b&gt; &#60;i>',
	'\u202Egnp.exe\u202C \u001B]8;;http://ORIGIN/leak\u0007 \u0000 \u200B \uD800 \u2028 \u009B2J',
].join(' ');

testWith(
	['chromium'],
	'hostile texts add no element, attribute or request to the page, and the browser refuses nothing of it',
	async t => {
		const unread = (text: string) => [{id: foreignName(text).safe, why: foreignProse(text).safe}];
		const plain = await load(t, pageOf(runsOf('plain'), {pictures, unread: unread('plain')}));
		const attacked = await load(t, pageOf(runsOf(hostile), {pictures, unread: unread(hostile)}));
		assert.deepEqual(attacked.elements, plain.elements);
		assert.deepEqual([plain.paths, attacked.paths], [['/page'], ['/page']]);
		assert.deepEqual([plain.console, attacked.console], [[], []]);
		const count = (start: string) => plain.elements.filter(each => each.startsWith(start)).length;
		assert.deepEqual(
			['<article', '<img', '<h2', '<h1', '<details', '<script', '<link', '<iframe'].map(count),
			[2, 2, 3, 1, 2, 0, 0, 0],
		);
		// The marks of removed characters are there, and the characters are not.
		assert.match(attacked.text, /\^\[\]8;;/);
		assert.doesNotMatch(attacked.text, /[^\P{Cc}\n\t]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
	},
);

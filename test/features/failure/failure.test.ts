import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import type {Execution} from '../../../source/core/execution.ts';
import {
	adviceFor,
	adviceKinds,
	failureCard,
	type AdviceKind,
	type FailureCard,
} from '../../../source/core/failure-card.ts';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {emptyLog, mergeLog} from '../../../source/core/log/run-log.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import type {RunError} from '../../../source/core/problem.ts';
import type {Run} from '../../../source/core/run.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {withoutSecrets} from '../../../source/core/text/without-secrets.ts';
import {failureMarkdown, failureRows} from '../../../source/features/failure/failure-text.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {stateAfter, watching} from '../../helpers/play.ts';
import {overlayModel, shownOverlay} from '../../helpers/sample-model.ts';
import {appearance, pollStatus, run} from '../../helpers/sample.ts';
import {entry, execution, name, polled, start} from '../../helpers/values.ts';
import {event} from '../nodes/event.ts';
import {bareCard, cardOf, errorOf} from './cards.ts';

function runWith(change: Partial<Execution>, ...responses: readonly (readonly LogEntry[])[]): Run {
	return run('wfrun_1', {
		execution: execution(change),
		log: responses.reduce((log, response) => mergeLog(log, response), emptyLog),
	});
}

suite('the failure card', () => {
	test('the first error, its node, the ten entries before, cost and time', () => {
		const lines = Array.from({length: 12}, (_, index) => entry(`line ${index}`, 3 + index));
		const outOfMemory = runWith(
			{
				phase: 'failed',
				error: errorOf('CUDA out of memory', {engineCode: name('NODE_EXECUTION_FAILED')}),
				totalCost: parseMoney('0.0342'),
				startedAt: start,
				terminalAt: start + 20_000,
			},
			[
				event(2, 'executing', '7', 'UltimateSDUpscale'),
				...lines,
				entry('tile 16: out of memory', 18, {severity: 'error', nodeId: name('7')}),
				event(20, 'execution_error', '7', 'failed'),
			],
		);
		const card = failureCard(outOfMemory);
		assert.ok(card !== null);
		assert.equal(card.first?.message.exact, 'tile 16: out of memory');
		const node = {node: name('7'), caption: 'UltimateSDUpscale', activeMs: 18_000};
		assert.deepEqual(card.node, node);
		assert.deepEqual(card.before, lines.slice(2));
		assert.deepEqual([card.cost, card.duration, card.advice], ['0.0342', 20_000, 'memory']);
		assert.equal(failureCard(outOfMemory), card, 'made once');
	});

	test("an error without a node belongs to the engine's node, or to the active one", () => {
		const begun = event(0, 'executing', '3', 'KSampler');
		const boom = entry('boom', 4, {severity: 'error'});
		const named = [begun, event(2, 'executing', '8'), boom, event(5, 'execution_error', '3')];

		for (const log of [named, [begun, boom]]) {
			assert.equal(failureCard(runWith({phase: 'failed'}, log))?.node?.node.exact, '3');
		}

		const cached = event(0, 'execution_cached', null, 'cached nodes: 1, 2');
		assert.equal(failureCard(runWith({phase: 'failed'}, [cached, boom]))?.node, null);
	});

	test('without an error in the log: the entry for the end, else the last ones, with gaps', () => {
		const interrupted = runWith({phase: 'canceled'}, [
			event(0, 'executing', '3', 'KSampler'),
			event(5, 'execution_interrupted', null, 'stopped, out of memory'),
		]);
		const canceled = failureCard(interrupted);
		assert.deepEqual([canceled?.kind, canceled?.advice], ['canceled', 'interrupted']);
		assert.equal(canceled?.first?.message.exact, 'stopped, out of memory');
		assert.equal(canceled.node?.node.exact, '3');
		const holed = runWith(
			{phase: 'failed'},
			[entry('a', 0), entry('b', 1)],
			[entry('y', 8), entry('z', 9)],
		);
		const steps = [1, 2, 3].map(step => entry(`step ${step}/3`, step, {nodeId: name('3')}));
		const folded = failureCard(runWith({phase: 'failed'}, [entry('begin', 0), ...steps]));
		assert.deepEqual(
			folded?.before.map(shown => shown?.message.exact),
			['begin', 'step 3/3'],
		);
		const before = failureCard(holed)?.before.map(shown => shown?.message.exact ?? null);
		assert.deepEqual(before, ['a', 'b', null, 'y', 'z']);
		assert.equal(failureCard(holed)?.first, null);
		const bare = failureCard(runWith({phase: 'failed'}));
		assert.deepEqual(
			[bare?.node, bare?.before, bare?.cost, bare?.duration],
			[null, [], null, null],
		);
	});

	test('an unfinished or succeeded run has no card; an unknown run has one', () => {
		assert.equal(failureCard(runWith({phase: 'running'})), null);
		const succeeded = runWith({phase: 'succeeded'}, [entry('x', 0, {severity: 'error'})]);
		assert.equal(failureCard(succeeded), null);
		const unknown = failureCard(run('a', {polling: pollStatus({gaveUp: 'unknown-run'})}));
		assert.deepEqual([unknown?.kind, unknown?.advice], ['unknown-run', 'task']);
	});
});

const cases: readonly (readonly [AdviceKind, RunError | null, string?])[] = [
	['memory', errorOf('torch.OutOfMemoryError: CUDA out of memory')],
	['memory', errorOf('node failed'), '显存不足'],
	['memory', errorOf('x', {engineCode: name('OUT_OF_MEMORY')})],
	['content', errorOf('Blocked by the safety system')],
	['content', errorOf('图片内容违规')],
	['content', errorOf('x', {engineCode: name('CONTENT_MODERATION')})],
	['money', errorOf('余额不足')],
	['limit', errorOf('external model', {statusCode: 429})],
	['task', errorOf('Task not found.', {engineCode: name('TASK_NOT_FOUND'), statusCode: 404})],
	['missing', errorOf('Cannot execute because node FooBar does not exist.')],
	['missing', errorOf("Value not in list: ckpt_name: 'a.safetensors' not in ['b.safetensors']")],
	['missing', errorOf('FileNotFoundError: /models/lora/a.safetensors: No such file or directory')],
	['file', errorOf('cannot identify image file')],
	['input', errorOf('Prompt outputs failed validation')],
	['input', errorOf('bad', {statusCode: 422})],
	['timeout', errorOf('execution timed out after 600 s')],
	['timeout', errorOf('运行超时')],
	['service', errorOf('x', {engineCode: name('ENGINE_UNAVAILABLE')})],
	['interrupted', errorOf('execution interrupted by user')],
	[
		'unknown',
		errorOf('Segmentation fault', {engineCode: name('NODE_EXECUTION_FAILED'), statusCode: 500}),
	],
	['unknown', null],
	['unknown', errorOf(null)],
];

test('the advice follows from code, text and status', () => {
	assert.deepEqual(
		cases.map(([, error, message]) => adviceFor(error, message)),
		cases.map(([kind]) => kind),
	);
});

test('x shows the card of a failed run, a notice for another run, and nothing without a run', () => {
	for (const [state, overlay, notice] of [
		[stateAfter(watching(['run']), polled('run', {phase: 'failed'})), 'failure', undefined],
		[stateAfter(watching(['run']), polled('run')), undefined, 'no-failure'],
		[watching([]), undefined, undefined],
	] as const) {
		const {view} = stateAfter(state, 'x');
		assert.deepEqual([view.overlay?.kind, view.notice?.notice.kind], [overlay, notice]);
	}
});

test('the card has the inputs, long ones first, the ids last, and compares with a success', () => {
	const of = {workflowId: name('wf_film'), startedAt: start, terminalAt: start + 9000};
	const inputs = [
		{key: name('seed'), value: name('88121')},
		{key: name('picture'), value: name('asset://1')},
		{key: name('prompt'), value: name('mist over the river, '.repeat(5))},
	];
	const card = stateAfter(
		watching(['good', 'bad']),
		polled('good', {...of, phase: 'succeeded'}),
		polled('bad', {...of, phase: 'failed'}),
		{type: 'inputsKept', at: start, inputs: [{id: 'bad', inputs}]},
		'G x',
	);
	const rows = texts(
		overlayLines(shownOverlay(card, 'failure'), {width: 80, height: 30}, appearance()),
	).join('\n');
	assert.match(
		rows,
		/= compares with[^]*Inputs 3\n {3}prompt {2}mist[^]*\n {3}seed 88121 {3}picture asset 1\n[^]*\n run {10}bad\n/,
	);
	const compared = stateAfter(card, '=');
	assert.deepEqual(shownOverlay(compared, 'compare').state.ids, ['good', 'bad']);
	assert.equal(stateAfter(compared, 'esc').view.overlay?.kind, 'failure');
});

test('the reason is the loudest text of the card, and a detail that repeats it is left out', () => {
	const overlay = {kind: 'failure', id: 'wfrun_1', scrollTop: 0} as const;
	const {error} = cardOf();
	assert.ok(error !== null);
	const model = overlayModel(overlay, cardOf({error: {...error, detail: error.reason}}));
	const lines = overlayLines(model, {width: 80, height: 20}, appearance());
	const bad = lines.flat().find(({styleName}) => styleName === 'bad');
	assert.equal(bad?.text.trim(), 'CUDA out of memory');
	assert.match(texts(lines)[2] ?? '', /^ code/);
});

test('each advice fits a row of 80 columns in both languages', () => {
	for (const language of ['en', 'zh'] as const) {
		for (const kind of adviceKinds) {
			for (const sentence of messagesFor(language).failure.try(kind, () => 'shift+tab')) {
				assert.ok(cellWidth(sentence) <= 72, `${kind}: ${sentence} (${cellWidth(sentence)})`);
			}
		}
	}
});

test('the run pane of a failed run shows reason, node and cost, then what to try, and the keys', () => {
	const rows = (width: number, error = cardOf().error) =>
		texts(failureRows(error, cardOf(), width, appearance()));
	assert.deepEqual(rows(42).slice(0, 3), [
		'✗ CUDA out of memory  n7 for 16s  ¥0.0342',
		'Try a smaller image, batch or tile size.',
		'x why  y copy',
	]);
	assert.deepEqual(rows(40).slice(0, 2), ['✗ CUDA out of memory', 'n7 for 16s  ¥0.0342']);
	// A reason that only says that something failed gives way to the detail.
	const general = errorOf('Node failed.', {detail: foreignProse('out of VRAM')});
	assert.equal(rows(42, general)[0], '✗ out of VRAM  n7 for 16s  ¥0.0342');
});

function markdownOf(card: FailureCard, language: 'en' | 'zh' = 'en'): string {
	return failureMarkdown(card, messagesFor(language));
}

suite('the failure card as Markdown', () => {
	test('it has every field, in English and in Chinese, and lines stay lines, overwritten ones too', () => {
		const card = cardOf({
			error: errorOf('CUDA out of memory', {
				detail: foreignProse('one\ntwo\rthree'),
				engineCode: name('NODE_EXECUTION_FAILED'),
				statusCode: 500,
			}),
			cost: parseMoney('0.03420012'),
			before: [entry('line one', 1), null, entry('line two', 2)],
		});
		const text = markdownOf(card);

		for (const part of [
			/^## Why it failed: `4x 放大`\n/,
			/```text\nCUDA out of memory\none\ntwo\nthree\n```/,
			/\n- run: `wfrun_1`\n/,
			/\n- code: `NODE_EXECUTION_FAILED`, status 500\n/,
			/\n- node: `n7 UltimateSDUpscale`, for 16s\n/,
			/\n- cost: ¥0\.0342\n- time: ran 20s, ended 2026-05-08 10:02:11\n/,
			/\*\*Entries before the error: 2\*\*\n\n```text\n.* line one\n--- entries are missing here ---\n.* line two\n```/,
			/\n- Try a smaller image[^]*Entries before/,
		]) {
			assert.match(text, part);
		}

		assert.match(markdownOf(card, 'zh'), /^## 失败原因：`4x 放大`[^]*减小画面/);
	});

	test('unknown fields are left out', () => {
		assert.match(
			markdownOf(bareCard),
			/^## Canceled: `4x 放大`\n\n```text\nThe service gave no reason\.\n```\n\n\*\*What to try\*\*[^]*\n- run: `wfrun_1`\n\n$/,
		);
	});

	test('it has no secrets: queries of addresses, keys, user names', () => {
		const text = markdownOf(
			cardOf({
				error: errorOf('GET https://user:pw@media.example/a.png?expires=1&signature=abc failed', {
					detail: foreignProse(
						'{"url":"https:\\/\\/media.example\\/b.png?sig=def"} Authorization: Bearer abcdef0123456789',
					),
				}),
				before: [entry('using sk-0123456789abcdef and cy_abcdefgh12 token=deadbeefcafe', 1)],
			}),
		);
		assert.doesNotMatch(text, /pw@|signature|abc |sig=|abcdef0123456789|sk-0|cy_a|deadbeef/);
		assert.ok(text.includes('https://media.example/a.png?[query] failed'));
	});
});

const marks = [
	'`',
	'```',
	'\n',
	'#',
	'<b>',
	'](x)',
	'@all',
	'a',
	' ',
	'\u001B',
	'\u202E',
	'~~~',
	'|',
];
const hostile = fc.string({unit: fc.constantFrom(...marks)});

test('no text from outside leaves its code', () => {
	fc.assert(
		fc.property(hostile, hostile, hostile, (reason, title, message) => {
			const text = markdownOf(
				cardOf({
					run: {id: 'wfrun_1', safeId: name('wfrun_1').safe, title: foreignProse(title)},
					error: errorOf(reason, {engineCode: foreignProse(title)}),
					before: [entry(message, 1)],
				}),
			);
			assert.doesNotMatch(text, /[^\P{Cc}\n]|\u202E/u);
			assert.doesNotMatch(outsideOfCode(text), /<b>|\]\(x\)|@all|~~~/);
		}),
	);
});

/** A Markdown text without its code, by CommonMark's rules for fences and code spans. */
function outsideOfCode(text: string): string {
	const kept: string[] = [];
	let fence: string | null = null;

	for (const line of text.split('\n')) {
		const ticks = /^`{3,}/.exec(line)?.[0] ?? null;

		if (fence !== null) {
			fence = ticks !== null && ticks.length >= fence.length && line === ticks ? null : fence;
		} else if (ticks !== null && !line.slice(ticks.length).includes('`')) {
			fence = ticks;
		} else {
			kept.push(line.replaceAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, ''));
		}
	}

	return kept.join('\n');
}

test('half a secret does not stay where a text is cut; addresses without a query, and similar words, stay', () => {
	for (const [text, length, shown] of [
		['https://a.example/b.png', 100, 'https://a.example/b.png'],
		['ratio 3:4, a token, 12:03 ok, sk-a', 100, 'ratio 3:4, a token, 12:03 ok, sk-a'],
		['password', 100, 'password'],
		['ftp://k:v@host/x', 100, 'ftp://host/x'],
		['see ftp://user:password@host/x', 19, 'see ftp://host/x'],
		['key sk-0123456789abcdef', 10, 'key [secre'],
	] as const) {
		assert.equal(withoutSecrets(text, length), shown);
	}
});

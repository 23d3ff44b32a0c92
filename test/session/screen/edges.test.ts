import assert from 'node:assert/strict';
import test from 'node:test';
import {cleanName} from '../../../source/core/text/sanitize.ts';
import {paneNames, type PaneName} from '../../../source/features/panes/layout.ts';
import {textInput} from '../../../source/features/prompt/index.ts';
import type {ScreenModel} from '../../../source/features/screen-model.ts';
import {frame, frameLines} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {screenModel} from '../../helpers/sample-model.ts';
import {appearance, money, now, problem} from '../../helpers/sample.ts';

const medium = {columns: 80, rows: 24};

function edges(parts: Partial<ScreenModel>, size = medium, language: 'en' | 'zh' = 'en') {
	const lines = frame(screenModel(everyRun(), parts), size, appearance(language));
	return {header: lines[0] ?? '', footer: lines.at(-1) ?? ''};
}

function withHeader(parts: Partial<ScreenModel['header']>): Partial<ScreenModel> {
	return {header: {...screenModel(everyRun()).header, ...parts}};
}

test('the balance follows the sum and is left out before it, and an excess is always there', () => {
	const replay = {position: 31_000, length: 130_000, speed: 4, paused: false};
	const [budget, little, balance] = [money('20'), money('0.03'), money('37.1997122')];

	for (const [columns, english, chinese] of [
		[60, ['¥0.03', '¥0.03', '¥0.03'], ['¥0.03', '¥0.03', '¥0.03']],
		[
			80,
			['¥0.03 of ¥20.00', '¥0.03', '¥0.03 of ¥20.00'],
			['¥0.03 / ¥20.00', '¥0.03', '¥0.03 / ¥20.00'],
		],
		[
			120,
			['¥0.03 of ¥20.00', '¥0.03 · ¥37.20 left', '¥0.03 of ¥20.00 · balance ¥37.20'],
			['¥0.03 / ¥20.00', '¥0.03 · 余额 ¥37.20', '¥0.03 / ¥20.00 · 余额 ¥37.20'],
		],
	] as const) {
		const sizes = {columns, rows: 24};
		const ends = (language: 'en' | 'zh') =>
			[{budget}, {balance}, {budget, balance}].map(parts =>
				edges(withHeader(parts), sizes, language).header.replace(/^.*[─+] (.*) ┐$/, '$1'),
			);
		assert.deepEqual([ends('en'), ends('zh')], [english, chinese]);
		const [over, overZh] = columns < 120 ? ['! ', '! '] : ['! over budget ', '! 超出预算 '];

		for (const [parts, other] of [
			[{}, /►.*✓/],
			[{replay}, /00:31/],
			[{paused: true}, /paused/],
		] as const) {
			const model = withHeader({budget: little, ...parts});
			const {header} = edges(model, sizes);
			assert.ok(header.endsWith(` ${over}¥0.0312 of ¥0.03 ┐`), header);
			assert.match(header, other);
			assert.ok(edges(model, sizes, 'zh').header.endsWith(` ${overZh}¥0.0312 / ¥0.03 ┐`));
		}
	}

	const over = withHeader({budget: little, balance: money('2'), isBalanceLow: true});
	assert.match(
		edges(over, {columns: 100, rows: 24}).header,
		/ ! ¥0\.0312 of ¥0\.03 · ! balance ¥2\.00 ┐/,
	);
});

test('alarms follow the counts, and a change of the forecast moves nothing', () => {
	assert.match(edges(withHeader({paused: true})).header, /^┌ ✗1  ►2 .* polling paused ─/);
	assert.match(
		edges(withHeader({denied: problem({kind: 'auth', httpStatus: 401})}), medium, 'zh').header,
		/^┌ ✗1  ►2 .* 密钥被拒绝，已停止查询 /,
	);
	const forecasts = [null, {at: now, unknown: 0}, {at: now, unknown: 2}];

	for (let columns = 75; columns <= 140; columns += 5) {
		const headers = forecasts.map(allDone =>
			edges(withHeader({allDone}), {columns, rows: 24}).header.replace(
				/all done ~[\d:]+( \(.*\))?|[─ ]/g,
				'',
			),
		);
		assert.equal(new Set(headers).size, 1, headers.join('\n'));
	}
});

test('beside a notice the footer keeps the first key of the pane, unless that would cut the notice', () => {
	const absence = {since: now - 3_600_000, ended: 6, failed: 1, spent: money('0.92')};
	const {footer} = edges({notice: {kind: 'since-last-visit', absence, now}});
	assert.match(footer, /^└ ↑↓ move .*\? help ─.*─ H since 09:02: 6 ended, 1 failed, ¥0\.92 ┘$/);
	const long = edges({notice: {kind: 'metrics-served', address: cleanName('x'.repeat(90))}}).footer;
	assert.match(long, /^└ \? help ── metrics for Prometheus: x/);
	const path = cleanName(`~/pictures/${'2026/'.repeat(12)}portrait.png`);
	const saved = edges({notice: {kind: 'output-saved', path, isNew: false}}).footer;
	assert.match(saved, /^└ \? help ─+ already saved: ….*2026\/portrait\.png ┘$/);
});

test('the ends of the line between the panes have the color of the focused pane that it borders', () => {
	const ends = (focus: PaneName) => {
		const lines = frameLines(screenModel(everyRun(), {focus}), medium, appearance(), []);
		return ['┬', '┴'].map(tee => {
			const style = lines.flat().find(({text}) => text.includes(tee))?.styleName;
			return style === 'focus-border';
		});
	};
	assert.deepEqual(
		paneNames.map(focus => [focus, ...ends(focus)]),
		[
			['runs', true, true],
			['detail', true, false],
			['log', false, false],
			['outputs', false, true],
		],
	);
});

test('the footer has as many key hints as fit whole, a prompt in their place with the end of its text, and a mark of the mouse', () => {
	const small = {columns: 60, rows: 15};
	const prompt = {purpose: 'filter', ...textInput('文生图'), before: ''} as const;
	const long = {...prompt, ...textInput(`${'x'.repeat(200)}end`)};
	const what = cleanName('x'.repeat(60));

	for (const [parts, size, footer] of [
		[{}, medium, /^└ ↑↓ move  tab pane  \/ filter  q quit  \? help ─{33}┘$/],
		[{prompt}, medium, /^└ filter runs: 文生图  [─┴]+ ↑↓ move .* q quit  \? help ┘$/],
		[{prompt: long}, medium, /^└ filter runs: …x+end  ──┘$/],
		[{notice: {kind: 'opened', what}}, small, /^└ \? help ── opened x+… ┘$/],
		[{mouse: true}, medium, /^└ ↑↓ move .* q quit  \? help ─+ mouse ┘$/],
		[{mouse: true}, {columns: 30, rows: 8}, /^(?!.*mouse)/],
	] as const) {
		assert.match(edges(parts, size).footer, footer);
	}

	assert.equal(edges({}, {columns: 30, rows: 8}, 'zh').footer, ' ↑↓ 移动  ? 帮助              ');
});

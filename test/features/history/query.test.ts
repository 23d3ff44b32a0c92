import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {noConditions, type HistoryConditions} from '../../../source/core/history.ts';
import {parseHistoryQuery} from '../../../source/features/history/query.ts';
import {money, now} from '../../helpers/sample.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** The first moment of 2026-05-07 in Shanghai. */
const midnight = Date.UTC(2026, 4, 6, 16);

function parsed(text: string) {
	return parseHistoryQuery(text, now);
}

test('words and terms become conditions that must all hold', () => {
	const cases: ReadonlyArray<readonly [text: string, change: Partial<HistoryConditions>]> = [
		['雨夜 SEED', {words: ['雨夜', 'seed']}],
		['"a b" seed:42 https://a.example', {words: ['a b', 'seed:42', 'https://a.example']}],
		['title:雨 id:c02d label:Draft', {words: ['雨', 'c02d', 'draft']}],
		['is:failed', {phases: ['failed']}],
		['status:succ', {phases: ['succeeded']}],
		['IS:c', {phases: ['canceled']}],
		['is:failed is:canceled', {phases: []}],
		['is:unseen is:failed', {phases: ['failed'], isUnseen: true}],
		['workflow:wf_Portrait', {workflowId: 'wf_Portrait'}],
		['cost:>0.5', {minCost: money('0.50000001')}],
		['cost:>=0.5 cost:<¥2', {minCost: money('0.5'), maxCost: money('1.99999999')}],
		['cost:0.5', {minCost: money('0.5'), maxCost: money('0.5')}],
		['cost:>1 cost:>0.5 cost:<3 cost:<=2', {minCost: money('1.00000001'), maxCost: money('2')}],
		['ended:<24h', {from: now - day}],
		['ended:7d', {from: now - 7 * day}],
		['ended:>7d', {until: now - 7 * day}],
		['ended:<24h ended:<2h', {from: now - 2 * hour}],
		['ended:>1h ended:>1d', {until: now - day}],
		['ended:2026-05-07', {from: midnight, until: midnight + day}],
		['ended:>2026-05-07', {from: midnight + day}],
		['ended:>=2026-05-07', {from: midnight}],
		['ended:<2026-05-07', {until: midnight}],
		['ended:<=2026-05-07', {until: midnight + day}],
	];

	for (const [text, change] of cases) {
		assert.deepEqual(
			parsed(text),
			{conditions: {...noConditions, ...change}, invalidTerm: null},
			text,
		);
	}
});

test('an empty text, and a term that is still being typed, are no condition', () => {
	for (const text of ['', '  ', 'is:', 'cost: ended:', '"']) {
		assert.equal(parsed(text).conditions, noConditions, text);
		assert.equal(parsed(text).invalidTerm, null, text);
	}
});

test('an invalid term is named, and the others hold', () => {
	const cases = [
		['雨 cost:>x', {kind: 'wrong', field: 'cost', text: '>x'}],
		['雨 is:done', {kind: 'wrong', field: 'is', text: 'done'}],
		['ended:yesterday 雨', {kind: 'wrong', field: 'ended', text: 'yesterday'}],
		['ended:2026-02-30 雨', {kind: 'wrong', field: 'ended', text: '2026-02-30'}],
		['ended:2026-13-01 雨', {kind: 'wrong', field: 'ended', text: '2026-13-01'}],
		['statsu:failed 雨 cost:x', {kind: 'misspelt', field: 'statsu', meant: 'status'}],
	] as const;

	for (const [text, invalidTerm] of cases) {
		assert.deepEqual(
			parsed(text),
			{conditions: {...noConditions, words: ['雨']}, invalidTerm},
			text,
		);
	}
});

test('terms that are joined by "or" or negated become clauses', () => {
	const failed = {...noConditions, phases: ['failed']} as const;
	const rain = {...noConditions, words: ['雨']};
	const ofDay = {...noConditions, createdFrom: midnight, createdUntil: midnight + day};
	const cases: ReadonlyArray<readonly [text: string, change: Partial<HistoryConditions>]> = [
		['-雨', {clauses: [[{isNegated: true, conditions: rain}]]}],
		[
			'a is:failed OR -created:2026-05-07 b',
			{
				words: ['a', 'b'],
				clauses: [
					[
						{isNegated: false, conditions: failed},
						{isNegated: true, conditions: ofDay},
					],
				],
			},
		],
		['or 雨 or', {words: ['雨']}],
		['"or"', {words: ['or']}],
		['雨 or is:x', {}],
	];

	for (const [text, change] of cases) {
		assert.deepEqual(parsed(text).conditions, {...noConditions, ...change}, text);
	}
});

test('the parser never throws (property)', () => {
	const field = fc.constantFrom('', 'cost:', 'cost:>', 'ended:', 'ended:<', 'is:', 'workflow:');
	fc.assert(
		fc.property(field, fc.string({unit: 'binary'}), (prefix, text) => {
			assert.doesNotThrow(() => parsed(`${prefix}${text}`));
		}),
	);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {
	type HistoryConditions,
	type HistoryTerm,
	type StoredBound,
} from '../../../source/core/history.ts';
import {parseHistoryQuery} from '../../../source/features/history/query.ts';
import {money, now} from '../../helpers/sample.ts';

const day = 86_400_000;
/** The first moment of 2026-05-07 in Shanghai. */
const midnight = Date.UTC(2026, 4, 6, 16);

function parsed(text: string) {
	return parseHistoryQuery(text, now);
}

function term(conditions: HistoryConditions, isNegated = false): HistoryTerm {
	return {isNegated, conditions};
}

function bound(
	...[of, sign, value]: readonly [StoredBound['of'], StoredBound['sign'], StoredBound['value']]
) {
	return {bounds: [{of, sign, value}]};
}

/** The day that begins at `midnight`. */
function period(of: StoredBound['of']): HistoryConditions {
	return {
		bounds: [
			{of, sign: '>=', value: midnight},
			{of, sign: '<', value: midnight + day},
		],
	};
}

/** Conditions of which all must hold. */
function all(...terms: readonly HistoryConditions[]): HistoryConditions {
	return {terms: terms.map(conditions => term(conditions))};
}

test('words and terms become conditions that must all hold', () => {
	const cases: ReadonlyArray<readonly [text: string, ...changes: readonly HistoryConditions[]]> = [
		['雨夜 SEED', {words: ['雨夜']}, {words: ['seed']}],
		[
			'"a b" seed:42 https://a.example',
			{words: ['a b']},
			{words: ['seed:42']},
			{words: ['https://a.example']},
		],
		['title:雨 id:c02d label:Draft', {words: ['雨']}, {words: ['c02d']}, {words: ['draft']}],
		['is:failed', {phases: ['failed']}],
		['status:succ', {phases: ['succeeded']}],
		['status:失败', {phases: ['failed']}],
		['IS:c', {phases: ['canceled']}],
		['is:unseen', {isUnseen: true}],
		['workflow:wf_Portrait', {workflow: 'wf_portrait'}],
		['cost:>0.5', bound('cost', '>', money('0.5'))],
		['cost:>=0.5 cost:<¥2', bound('cost', '>=', money('0.5')), bound('cost', '<', money('2'))],
		['cost:0.5', bound('cost', '=', money('0.5'))],
		['ended:<24h', bound('at', '>=', now - day)],
		['ended:7d', bound('at', '>=', now - 7 * day)],
		['ended:>7d', bound('at', '<', now - 7 * day)],
		['ended:2026-05-07', period('at')],
		['ended:yesterday', period('at')],
		['ended:>2026-05-07', bound('at', '>=', midnight + day)],
		['ended:>=2026-05-07', bound('at', '>=', midnight)],
		['ended:<2026-05-07', bound('at', '<', midnight)],
		['ended:<=2026-05-07', bound('at', '<', midnight + day)],
	];

	for (const [text, ...changes] of cases) {
		assert.deepEqual(parsed(text), {conditions: all(...changes), invalidTerm: null}, text);
	}
});

test('an empty text, and a term that is still being typed, are no condition', () => {
	for (const text of ['', '  ', 'is:', 'cost: ended:', '"']) {
		assert.deepEqual(parsed(text), {conditions: {}, invalidTerm: null}, text);
	}
});

test('an invalid term is named, and the others hold', () => {
	const cases = [
		['雨 cost:>x', {field: 'cost', value: '>x'}],
		['雨 is:done', {field: 'is', value: 'done'}],
		['ended:soon 雨', {field: 'ended', value: 'soon'}],
		['ended:2026-02-30 雨', {field: 'ended', value: '2026-02-30'}],
	] as const;

	for (const [text, invalidTerm] of cases) {
		assert.deepEqual(parsed(text), {conditions: all({words: ['雨']}), invalidTerm}, text);
	}
});

test('a term can be negated', () => {
	const notOfDay = term(period('created_at'), true);

	for (const [text, terms] of [
		['-雨', [term({words: ['雨']}, true)]],
		['is:failed -created:2026-05-07', [term({phases: ['failed']}), notOfDay]],
	] as const) {
		assert.deepEqual(parsed(text).conditions, {terms}, text);
	}
});
